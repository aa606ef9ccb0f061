//! Limits of the model, each with its reason.

use rust_decimal::Decimal;

/// Characters of a name or another short text: the longest project name of real ledgers is under
/// 150, and a wall cannot show more.
pub const SHORT_TEXT_CHARS_MAX: usize = 300;

/// Steps of one project's schedule: beyond it a project is a portfolio.
pub const STEPS_MAX: usize = 5_000;

/// Relations of one project's schedule.
pub const LINKS_MAX: usize = 20_000;

/// Rules of one rule set.
pub const RULES_MAX: usize = 50;

/// Things one request to purge may name: more, and nobody looks at each before confirming.
pub const PURGE_TARGETS_MAX: usize = 50;

/// Facts one command may carry for one project.
pub const FACTS_MAX: usize = 500;

/// First and last year of any date entered: outside them it is a slip of the keyboard.
pub const YEARS: std::ops::RangeInclusive<i16> = 1950..=2150;

/// Months of values an indicator shows in its sparkline.
pub const SPARKLINE_MONTHS: usize = 24;

/// Revisions an indicator's page lists: the newest; the record has them all.
pub const REVISIONS_SHOWN: usize = 100;

/// Forecasts of years' ends that a page lists, the newest; all of them are scored.
pub const FORECASTS_SHOWN: usize = 200;

/// Promises that a page lists, the newest; all of them are judged.
pub const PROMISES_SHOWN: usize = 200;

/// Supporting units of a supervision item: more, and nobody answers.
pub const SUPPORTING_UNITS_MAX: usize = 30;

/// Levels of the tree of units, and mergers followed one after another: a loop is refused, this
/// only bounds the walk.
pub const UNIT_DEPTH_MAX: usize = 32;

/// Days from the end of a period to its value: nobody publishes later than a year after.
pub const RELEASE_LAG_MAX: u16 = 366;

/// Largest figure of an indicator, 10^18: sums and products of such figures stay exact.
pub const FIGURE_MAX: Decimal = Decimal::from_parts(0xA764_0000, 0x0DE0_B6B3, 0, false, 0);

/// Points of a hundred beyond which a ratio or a growth rate is a slip: elevenfold in a year.
pub const POINTS_MAX: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);

/// A level so many times below last year's looks like a growth rate.
pub const RATE_FAR_BELOW: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Days from the end of a period to the day a cycle opens or is due, either way: two months.
pub const ROUND_DAYS_MAX: i16 = 62;

/// Working days after the due day in which a unit may correct its report: a month.
pub const CORRECTION_DAYS_MAX: u16 = 22;

/// Signers named for one step of a unit: more, and nobody feels asked.
pub const SIGNERS_MAX: usize = 20;

/// Days of one delegation: a year, then it is thought about anew.
pub const DELEGATION_DAYS_MAX: i32 = 366;

/// Bytes of a scan of a signed sheet.
pub const SCAN_BYTES_MAX: u64 = 20 * 1024 * 1024;

/// Lines of one report: a unit of more projects is a zone.
pub const REPORT_LINES_MAX: usize = 2_000;

/// Problems told of one project in one report.
pub const LINE_PROBLEMS_MAX: usize = 20;

/// Times last time's figure from which one is asked for its unit, where the month alone is above
/// the year's plan too: a slip between 万元 and 亿元 is ten thousandfold, a good month doubles.
pub const REPORT_JUMP_TIMES: i64 = 20;

/// Times the year's plan from which a first figure is asked for its unit.
pub const REPORT_ABOVE_PLAN_TIMES: i64 = 5;

/// Times below the year's plan from which a first figure is asked for its unit: a month of a year
/// is a twelfth, a slow start a hundredth.
pub const REPORT_BELOW_PLAN_TIMES: i64 = 1_000;

/// Differences that a refusal names; the rest are counted.
pub const DIFFERENCES_NAMED_MAX: usize = 5;

/// Entries of one agenda: at five minutes each it fills two days.
pub const AGENDA_MAX: usize = 200;

/// Minutes of one entry of an agenda: longer is a meeting of its own.
pub const ENTRY_MINUTES_MAX: u16 = 240;

/// Members and observers of one meeting: more, and it is a rally.
pub const ATTENDEES_MAX: usize = 300;

/// Characters of one comment: two pages. Longer is a document, to be attached.
pub const COMMENT_CHARS_MAX: usize = 2_000;

/// Comments of one thread: ten a day for a year and a half.
pub const COMMENTS_MAX: usize = 5_000;

/// Versions of one comment: whoever corrects oftener writes another.
pub const COMMENT_VERSIONS_MAX: usize = 20;

/// People and units one comment names: more is a circular.
pub const MENTIONS_MAX: usize = 30;

/// Files that come with one comment: what a phone offers to choose at once.
pub const COMMENT_FILES_MAX: usize = 20;

/// Files attached to one thread: a photo a working day for two years.
pub const ATTACHMENTS_MAX: usize = 500;

/// Days between taking a photo and attaching it from which the page says so beside it.
pub const PHOTO_OLD_DAYS: i64 = 30;

/// Days before the end of a month from which an enterprise tells of it: reporting months may end
/// on the 25th.
pub const MONTH_TOLD_EARLY_DAYS: i64 = 6;

/// Times last month's figure, either way, from which an enterprise is asked why: 90% less.
pub const FIGURE_JUMP_TIMES: i64 = 10;

/// Fen of an enterprise's month, a hundred billion yuan: no enterprise of a zone produces more.
pub const ENTERPRISE_FEN_MAX: i64 = 10_000_000_000_000;

/// Kilowatt-hours of an enterprise's month, ten billion: three times the largest smelter.
pub const ENTERPRISE_KWH_MAX: i64 = 10_000_000_000;

/// Capacity use in basis points, 1,000%: beyond it the share is a slip.
pub const ENTERPRISE_CAPACITY_MAX: i64 = 100_000;

/// Rows of one table of enterprises: a zone has hundreds.
pub const ENTERPRISE_ROWS_MAX: usize = 2_000;

/// Working days of silence after which the office may close an answered request.
pub const ENTERPRISE_SILENT_DAYS: i64 = 5;

/// Output on the year, in basis points, from which an enterprise is marked red: a fifth less.
pub const ENTERPRISE_FALL_RED: i32 = -2_000;

/// The same for yellow: a tenth less.
pub const ENTERPRISE_FALL_YELLOW: i32 = -1_000;

/// Capacity use below which an enterprise is marked yellow: half of its machines stand.
pub const ENTERPRISE_CAPACITY_LOW: i32 = 5_000;

/// Months an enterprise's page shows: two years and the month they are compared with.
pub const ENTERPRISE_MONTHS_SHOWN: usize = 25;

/// Measures of one plan, promises of one contract: more, and nobody reads them.
pub const PLAN_MEASURES_MAX: usize = 100;

/// Months of one quota or need: ten years.
pub const FACTOR_MONTHS_MAX: usize = 120;

/// Working days without a move from which a negotiation is yellow: a month.
pub const DEAL_STILL_YELLOW: i64 = 20;

/// The same for red: two months.
pub const DEAL_STILL_RED: i64 = 40;

/// Requests below which a share or a mean says little.
pub const FEW_REQUESTS: u32 = 5;

/// Projects listed of those that feed an indicator: those that fall furthest short.
pub const WORKS_LISTED: usize = 60;

/// Days for which what only informs is a notice: a month's round and a week of leave.
pub const INFORMS_DAYS: i32 = 40;

/// Notices of one list: a unit with more has stopped reading them.
pub const NOTICES_MAX: usize = 500;

/// Projects that a notice of red lights names; the rest are counted.
pub const REDS_NAMED_MAX: usize = 5;

/// Entries of one calendar: a year of a busy unit.
pub const DUES_MAX: usize = 1_000;

/// Kinds and stages one practice names of each: one that helps with everything helps with nothing.
pub const PRACTICE_CONCERNS_MAX: usize = 10;

/// Practices offered for one problem: more are a list, not an offer.
pub const PRACTICES_OFFERED: usize = 5;

/// Fields that one outside system is the source of.
pub const SOURCE_FIELDS_MAX: usize = 100;

/// Other zones that one indicator is compared with.
pub const PEERS_MAX: usize = 100;
