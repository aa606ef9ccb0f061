// Names for the shapes of the API that the pages use. The shapes themselves are generated from
// the server's document: `npm run api`.

import type { components } from './schema';

type Schemas = components['schemas'];

/**
 * The document marks what may be null as optional too, but the server writes every field of a
 * view: null, never absent.
 */
type Full<Value> = Value extends (infer One)[]
  ? Full<One>[]
  : Value extends object
    ? { [Key in keyof Value]-?: Full<Exclude<Value[Key], undefined>> }
    : Value;

export type Words = Schemas['Words'];
export type Colour = Schemas['Colour'];
export type Currency = Schemas['Currency'];

export type Wall = Full<Schemas['WallAnswer']>;
export type WallHead = Full<Schemas['WallHead']>;
export type WallRow = Full<Schemas['WallRow']>;
export type Comparison = Full<Schemas['CompareAnswer']>;
export type ComparedRow = Comparison['rows'][number];
export type StepBar = Full<Schemas['StepBar']>;
export type Need = Full<Schemas['Need']>;
export type IndicatorTile = Full<Schemas['IndicatorTile']>;
export type IndicatorBoard = Full<Schemas['IndicatorBoard']>;

export type ProjectSheet = Full<Schemas['SheetAnswer']>;
export type SheetField = ProjectSheet['fields'][number];
export type SheetProblem = ProjectSheet['problems'][number];
export type Source = Full<Schemas['SourceView']>;

export type IndicatorAnswer = Full<Schemas['IndicatorAnswer']>;
export type IndicatorSheet = IndicatorAnswer['sheet'];
export type SeriesRow = IndicatorSheet['rows'][number];
export type UnitBoard = Full<Schemas['UnitBoardAnswer']>;
export type BoardCell = UnitBoard['board']['rows'][number]['whole'];
export type FeedAnswer = Full<Schemas['FeedAnswer']>;
export type FeedView = Full<Schemas['FeedView']>;
export type EndView = Full<Schemas['EndView']>;
export type WorkRow = FeedView['works'][number];
export type Definition = Schemas['AddIndicator'];
export type FiguresView = Full<Schemas['FiguresView']>;
export type FigureView = FiguresView['figures'][number];
export type HonestyAnswer = Full<Schemas['HonestyAnswer']>;
export type Honesty = HonestyAnswer['honesty'];
export type Score = Honesty['forecasts'];
export type ScoreBin = Score['bins'][number];
export type Said = Honesty['said'][number];
export type UnitHabit = Honesty['habits'][number];
export type Promised = Honesty['promises'][number];
export type DecompositionAnswer = Full<Schemas['DecompositionAnswer']>;
export type Proposal = DecompositionAnswer['proposal'];
export type Proposed = Proposal['parts'][number];
export type MonthFigure = SeriesRow['months'][number];

export type ItemBoard = Full<Schemas['ItemBoard']>;
export type ItemRow = ItemBoard['items'][number];
export type ItemAnswer = Full<Schemas['ItemAnswer']>;
export type ItemSheet = ItemAnswer['sheet'];
export type ItemAct = Schemas['ActKind'];
export type ItemChoices = Full<Schemas['ItemChoices']>;
export type Directives = Full<Schemas['DirectivesView']>;
export type Directive = Directives['directives'][number];
export type EvidenceInput = Schemas['EvidenceInput'];

export type CycleBoard = Full<Schemas['CycleBoard']>;
export type CycleRow = CycleBoard['cycles'][number];
export type Rhythm = Schemas['Rhythm'];
export type MatrixBoard = Full<Schemas['MatrixBoard']>;
export type MatrixRow = MatrixBoard['rows'][number];
export type ReportCell = Full<Schemas['ReportCell']>;
export type ReminderBoard = Full<Schemas['ReminderBoard']>;
export type ReportForm = Full<Schemas['ReportAnswer']>;
export type FormLine = ReportForm['lines'][number];
export type ReportColumn = ReportForm['columns'][number];
export type ReportAct = Schemas['ReportActKind'];
export type ReportChecked = Full<Schemas['ReportChecked']>;
export type ReportQuestion = ReportChecked['questions'][number];
export type Signing = NonNullable<ReportForm['signing']>;
export type Signoff = Full<Schemas['SignoffAnswer']>;
export type ScanLooked = Full<Schemas['ScanLooked']>;
export type OwnTable = Full<Schemas['OwnTableView']>;
export type SignRole = Schemas['SignRole'];
export type ReportReceipt = Full<Schemas['ReportReceipt']>;

export type ProblemBoard = Full<Schemas['ProblemBoard']>;
export type ProblemRow = ProblemBoard['problems'][number];

export type MeetingBoard = Full<Schemas['MeetingBoard']>;
export type MeetingRow = MeetingBoard['meetings'][number];
export type MeetingAnswer = Full<Schemas['MeetingAnswer']>;
export type MeetingSheet = MeetingAnswer['sheet'];
export type AskedItem = MeetingSheet['asked'][number];
export type AgendaBoard = Full<Schemas['AgendaAnswer']>;
export type AgendaLine = AgendaBoard['entries'][number];
export type PlanMeeting = Schemas['PlanMeeting'];
export type EntryInput = Schemas['EntryInput'];
export type Book = Full<Schemas['BookAnswer']>;
export type BookEntry = Book['entries'][number];
export type UnitLine = Book['units'][number];

export type Account = Full<Schemas['AccountView']>;
export type DrawnPassword = Schemas['PasswordView'];

export type Zone = Full<Schemas['ZoneView']>;
export type Mark = Zone['marks'][number];
export type Cycle = Zone['cycles'][number];
export type Head = Schemas['HeadView'];
export type Session = Full<Schemas['SessionView']>;
export type Welcome = Full<Schemas['Welcome']>;

export type Problem = Schemas['Refusal'];
export type Place = Schemas['Place'];

export type TargetView = FiguresView['targets'][number];
export type PeerTable = Full<Schemas['PeerTableView']>;
export type SourceList = Full<Schemas['SourceList']>;
export type SourceRow = SourceList['sources'][number];

export type Mapping = Schemas['MappingShape'];
export type ColumnMapping = Schemas['ColumnShape'];
export type Intake = Schemas['ImportView'];
export type Preview = Full<Schemas['PreviewView']>;
export type PreviewRow = Preview['rows'][number];
export type Question = Preview['questions'][number];
export type Answers = Schemas['AnswersShape'];
export type Answer = Schemas['AnswerShape'];
export type AnswerChoice = Schemas['ChoiceShape'];
export type Imports = Full<Schemas['ImportsView']>;
export type AppliedImport = Imports['applied'][number];
export type UndoPreview = Full<Schemas['UndoView']>;
export type Cells = Schemas['CellsView'];
export type Change = PreviewRow['changes'][number];
export type Done = Schemas['DoneView'];
export type Command = Schemas['CommandInput'];

export type EnterpriseBoard = Full<Schemas['EnterpriseBoard']>;
export type EnterpriseRow = EnterpriseBoard['enterprises'][number];
export type EnterpriseAnswer = Full<Schemas['EnterpriseAnswer']>;
export type EnterpriseSheet = EnterpriseAnswer['sheet'];
export type MonthTold = EnterpriseSheet['months'][number];
export type EnterpriseChoices = Full<Schemas['EnterpriseChoices']>;
export type EnterpriseState = Schemas['EnterpriseState'];
export type EnterpriseTable = Full<Schemas['EnterpriseTableView']>;
export type OwnEnterprise = Full<Schemas['OwnEnterprise']>;
export type OwnRequest = OwnEnterprise['requests'][number];
export type OwnMonth = OwnEnterprise['months'][number];
export type RequestBoard = Full<Schemas['RequestsAnswer']>;
export type RequestRow = RequestBoard['requests'][number];
export type RequestAnswer = Full<Schemas['RequestAnswer']>;
export type RequestAct = Schemas['RequestActKind'];
export type RequestKind = Schemas['RequestKind'];
export type RequestState = Schemas['RequestState'];
export type FigureKind = Schemas['FigureKind'];
export type FigureQuestion = Schemas['FigureQuestion'];
export type PlanView = Full<Schemas['PlanView']>;
export type MeasureState = Schemas['MeasureState'];
export type DealBoard = Full<Schemas['NegotiationsAnswer']>;
export type DealRow = DealBoard['deals'][number];
export type DealStage = Schemas['DealStage'];
export type FactorTable = Full<Schemas['FactorsAnswer']>;
export type FactorRow = FactorTable['factors'][number];
export type Factor = Schemas['Factor'];

export type NoticeBoard = Full<Schemas['NoticeBoard']>;
export type NoticeRow = NoticeBoard['notices'][number];
export type NoticeCounts = Full<Schemas['NoticeCounts']>;
export type Bulletin = Full<Schemas['Bulletin']>;

/** When each topic is sent; the document does not name the keys. */
type ByTopic = Partial<Record<'item' | 'report' | 'meeting' | 'request' | 'problem' | 'light' | 'talk', When>>;
export type When = 'at_once' | 'digest' | 'never';
export type NoticeRules = Full<Schemas['ZoneRules']>;
export type NoticePreferences = Omit<Full<Schemas['Preferences']>, 'topics'> & { topics: ByTopic };
export type OwnNotices = Omit<Full<Schemas['OwnNotices']>, 'preferences'> & { preferences: NoticePreferences };
export type MailServer = Full<Schemas['MailServer']>;
export type Robot = Omit<Full<Schemas['Robot']>, 'topics'> & { topics: ByTopic };
export type RobotView = Omit<Full<Schemas['RobotView']>, 'robot'> & { robot: Robot };
export type Channels = Omit<Full<Schemas['Channels']>, 'robots' | 'mail'> & { robots: RobotView[]; mail: MailServer | null };
export type Outbox = Full<Schemas['Outbox']>;
export type DeliveryView = Outbox['deliveries'][number];
export type HeldNotices = Full<Schemas['HeldNotices']>;
export type HeldView = HeldNotices['held'][number];
export type PracticeBoard = Full<Schemas['PracticeBoard']>;
export type PracticeRow = PracticeBoard['practices'][number];
export type PracticeAnswer = Full<Schemas['PracticeAnswer']>;
export type PracticeSheet = PracticeAnswer['sheet'];
export type PracticeContent = PracticeSheet['content'];
export type OfferedPractices = Full<Schemas['OfferedPractices']>;
export type Offer = OfferedPractices['offers'][number];
export type PracticeSources = Full<Schemas['PracticeSources']>;
export type OpenSource = PracticeSources['sources'][number];
export type SearchAnswer = Full<Schemas['SearchAnswer']>;
export type SearchHit = SearchAnswer['hits'][number];
export type MarkedText = SearchHit['title'];
