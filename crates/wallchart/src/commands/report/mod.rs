//! `report`: how a unit signs its report, on line and on paper.

mod paper;
mod settle;
mod show;

use std::path::PathBuf;

use jiff::civil::Date;
use zone::{DelegationId, PersonId, ReportId};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart report show C61-U3
  wallchart report steps 建设局 --handler R12 --reviewer R13 --head T4 --document 签发办法
  wallchart report delegate 建设局 --principal R14 --to R15 --until 2026-12-31 --document 委托书
  wallchart report revoke D1 --reason 已返岗
  wallchart report print C61-U3 --output sheet.html
  wallchart report scan C61-U3 sheet.jpg --as-printed
  wallchart report scan C61-U3 sheet.pdf --code C61U3V2-9DAV-X2H8-6 --total reported_ytd=1200.5";

/// 报表签发：步骤、委托、打印签字表、登记扫描件 | Signing a report: steps, delegation, the printed
/// sheet and its scan
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 做什么 | What to do
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 看一份报表签到哪一步 | How far a report is signed
    #[command(after_help = EXAMPLES)]
    Show {
        /// 报表编号：周期-单位 | The report, CYCLE-UNIT
        #[arg(value_name = "REPORT")]
        id: ReportId,
    },
    /// 看或设定单位的签发步骤 | Show or settle a unit's steps
    #[command(after_help = EXAMPLES)]
    Steps(Steps),
    /// 登记委托代签（凭委托书） | Record that somebody signs for a head, by a letter
    #[command(after_help = EXAMPLES)]
    Delegate(Delegate),
    /// 撤销委托 | Take a delegation back
    #[command(after_help = EXAMPLES)]
    Revoke {
        /// 委托编号 | The delegation
        #[arg(value_name = "DELEGATION")]
        id: DelegationId,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// 打印签字表（A4，带二维码和短编码） | Print the sheet to be signed: A4, with its code
    #[command(after_help = EXAMPLES)]
    Print {
        /// 报表编号：周期-单位 | The report, CYCLE-UNIT
        #[arg(value_name = "REPORT")]
        id: ReportId,
        /// 格式 | Its format
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "html")]
        format: Format,
        /// 写到文件（默认标准输出） | Write to a file (standard output unless given)
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// 登记签字盖章后的扫描件 | Hand in the scan of a signed sheet
    #[command(after_help = EXAMPLES)]
    Scan(Scan),
}

/// The steps of a unit; without any of them they are shown.
#[derive(Debug, clap::Args)]
struct Steps {
    /// 单位：编号或名称 | The unit, by id or name
    #[arg(value_name = "UNIT")]
    unit: String,
    /// 经办（职务 T 或人员 R，可重复） | Handler: a post T or a person R; may be repeated
    #[arg(long, value_name = "WHO")]
    handler: Vec<String>,
    /// 审核 | Reviewer
    #[arg(long, value_name = "WHO")]
    reviewer: Vec<String>,
    /// 负责人 | Head
    #[arg(long, value_name = "WHO")]
    head: Vec<String>,
    /// 不设步骤：报送即算 | No steps: what is handed in counts
    #[arg(long, conflicts_with_all = ["handler", "reviewer", "head"])]
    none: bool,
    /// 一人单位：同一人可签几步 | A unit of one person: the same person may sign several steps
    #[arg(long)]
    one_person: bool,
    /// 负责人签后仍由一级审核 | The first level reviews what the head has signed
    #[arg(long)]
    reviewed_after: bool,
    /// 依据文件 | By which document
    #[arg(long, value_name = "TEXT", default_value = "")]
    document: String,
}

/// A delegation.
#[derive(Debug, clap::Args)]
struct Delegate {
    /// 单位：编号或名称 | The unit, by id or name
    #[arg(value_name = "UNIT")]
    unit: String,
    /// 委托人（负责人） | The head
    #[arg(long, value_name = "PERSON")]
    principal: PersonId,
    /// 受托人 | Who signs
    #[arg(long, value_name = "PERSON")]
    to: PersonId,
    /// 哪些报表（可重复） | Which reports; may be repeated
    #[arg(long, value_enum, value_name = "FORM", default_value = "month")]
    form: Vec<Form>,
    /// 自哪天（默认今天） | First day (today unless given)
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// 至哪天 | Last day
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// 依据文件 | By which document
    #[arg(long, value_name = "TEXT")]
    document: String,
}

/// A scan.
#[derive(Debug, clap::Args)]
struct Scan {
    /// 报表编号：周期-单位 | The report, CYCLE-UNIT
    #[arg(value_name = "REPORT")]
    id: ReportId,
    /// 扫描件或照片：PNG、JPEG、PDF | The scan or photograph
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 表上短编码（默认从图中读二维码） | The short code (read from the picture unless given)
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// 纸上合计与打印的一致 | The totals on the paper are as printed
    #[arg(long)]
    as_printed: bool,
    /// 纸上合计（万元）：栏目=数，可重复 | A total as it stands there, FIELD=万元; may be repeated
    #[arg(long, value_name = "FIELD=AMOUNT")]
    total: Vec<String>,
    /// 纸上已签的位置（默认全部） | Places that are signed (all unless given)
    #[arg(long, value_enum, value_name = "PLACE")]
    signed: Vec<Place>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    // 网页 | A page
    Html,
    // 图 | A drawing
    Svg,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    // 旬报 | Ten-day report
    TenDays,
    // 月报 | Monthly report
    Month,
    // 季报 | Quarterly report
    Quarter,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Place {
    // 经办 | Handler
    Handler,
    // 审核 | Reviewer
    Reviewer,
    // 负责人 | Head
    Head,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::Show { id } => show::report(context, *id),
        What::Steps(asked) => settle::steps(context, asked),
        What::Delegate(asked) => settle::delegate(context, asked),
        What::Revoke { id, reason } => settle::revoke(context, *id, reason),
        What::Print { id, format, output } => {
            paper::print(context, *id, *format, output.as_deref())
        }
        What::Scan(asked) => paper::scan(context, asked),
    }
}
