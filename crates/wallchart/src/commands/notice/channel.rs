//! Robots, mail and the zone's rules. Addresses and passwords come from standard input: what stands
//! on a command line is read by everybody on the machine.

use std::collections::BTreeMap;
use std::io::BufRead as _;

use courier::{MailSecurity, MailServer, Robot, RobotKind, TimeOfDay, When, masked};
use host::KnownAt;
use serde::Serialize;
use zone::notice::Topic;
use zone::{Lang, Words};

use super::changing::Changing;
use super::list::LevelName;
use super::{fault, store};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::layout::Table;
use crate::{filter, reading};

const EXAMPLES: &str = "  wallchart notice channels
  wallchart notice add-robot dingtalk 督办群 --unit 建设局 --topics item=at_once < 地址和密钥.txt
  wallchart notice try-robot 1
  wallchart notice remove-robot 1
  wallchart notice mail --host mail.example.cn --from wall@example.cn --user wall < 密码.txt
  wallchart notice rules --quiet 21:00-07:30 --digest 08:30";

/// 列出机器人、邮件与免打扰设置 | List robots, mail and quiet hours
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ListArguments {}

/// 添加群机器人；标准输入第一行是地址，第二行是加签密钥（没有就不写） | Add a group's robot; the
/// first line of standard input is its address, the second the secret it signs with, if any
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct AddArguments {
    /// 哪家的 | Whose
    #[arg(value_enum, value_name = "KIND")]
    kind: KindName,
    /// 群名 | What the group is called
    #[arg(value_name = "NAME")]
    name: String,
    /// 单位群；不写即全区 | The unit whose group it is; the whole zone's if none
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 可携带的最高知悉范围 | The highest level it may carry
    #[arg(long, value_enum, default_value = "internal", value_name = "LEVEL")]
    carries: LevelName,
    /// 事项与时机：item=at_once,report=digest | Topics and when: item=at_once,report=digest
    #[arg(
        long,
        value_delimiter = ',',
        required = true,
        value_name = "TOPIC=WHEN"
    )]
    topics: Vec<String>,
    /// 允许内网地址和 http | Its address may lead inside this network, and by http
    #[arg(long)]
    private: bool,
    /// 内网自建签发机构的根证书文件（PEM） | A file with the root certificate of an intranet's own
    /// authority (PEM)
    #[arg(long, value_name = "FILE")]
    authority: Option<std::path::PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindName {
    // 企业微信 | WeCom
    Wecom,
    // 钉钉 | DingTalk
    Dingtalk,
    // 飞书 | Feishu
    Feishu,
}

/// 删除或测试一个机器人 | Remove or try a robot
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct OneArguments {
    /// 编号 | Its number
    #[arg(value_name = "ID")]
    id: i64,
}

/// 设置邮件服务器；标准输入第一行是密码 | Set the mail server; the first line of standard input is
/// the password
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MailArguments {
    /// 主机 | Its host
    #[arg(long, value_name = "HOST")]
    host: String,
    /// 端口 | Its port
    #[arg(long, default_value_t = 465, value_name = "PORT")]
    port: u16,
    /// 加密方式 | How it is spoken to
    #[arg(long, value_enum, default_value = "tls", value_name = "HOW")]
    security: SecurityName,
    /// 用户名；空为不登录 | Whom it is signed in to as; empty for nobody
    #[arg(long, default_value = "", value_name = "USER")]
    user: String,
    /// 发件地址 | The address mails come from
    #[arg(long, value_name = "ADDRESS")]
    from: String,
    /// 可携带的最高知悉范围 | The highest level mail may carry
    #[arg(long, value_enum, default_value = "internal", value_name = "LEVEL")]
    carries: LevelName,
    /// 停用 | Switch it off
    #[arg(long)]
    off: bool,
    /// 签发邮件服务器证书的机构的根证书（PEM），内网自建机构用；不写即信系统的 | Root certificate (PEM)
    /// of the authority its certificate is of, an intranet's own; else those of the system
    #[arg(long, value_name = "FILE")]
    authority: Option<std::path::PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
enum SecurityName {
    // TLS，465 端口 | TLS, port 465
    Tls,
    // STARTTLS，587 端口 | STARTTLS, port 587
    StartTls,
    // 不加密，只限本机 | Unencrypted, this machine alone
    Plain,
}

/// 设置免打扰时段、汇总时间与允许的主机 | Set quiet hours, the time of the digest, allowed hosts
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct RulesArguments {
    /// 免打扰时段 | Quiet hours: 21:00-07:30
    #[arg(long, value_name = "FROM-UNTIL")]
    quiet: Option<String>,
    /// 每日汇总时间 | When the day's digest goes out
    #[arg(long, value_name = "TIME")]
    digest: Option<TimeOfDay>,
    /// 紧急的可在免打扰时段发送 | What is urgent may come in quiet hours
    #[arg(long, value_name = "YES")]
    urgent_passes: Option<bool>,
    /// 只在工作日发送 | Only on working days
    #[arg(long, value_name = "YES")]
    working_days_only: Option<bool>,
    /// 网页地址 | Where people reach the page
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// 允许的其他主机，以逗号分隔 | Other hosts allowed, with commas
    #[arg(long, value_delimiter = ',', value_name = "HOST")]
    hosts: Option<Vec<String>>,
}

#[derive(Serialize)]
struct RobotDocument {
    id: i64,
    robot: Robot,
    address: String,
}

#[derive(Serialize)]
struct Document {
    rules: courier::ZoneRules,
    mail: Option<MailServer>,
    robots: Vec<RobotDocument>,
}

pub(super) fn list(context: &Context, _arguments: &ListArguments) -> Result<Answer, Failure> {
    let store = store(context)?;
    let failed = |error| fault(&error);
    let rules = store.rules().map_err(failed)?;
    let mail = store
        .mail_server()
        .map_err(failed)?
        .map(|(server, _)| server);
    let lang = context.lang;
    let mut table = Table::new(match lang {
        Lang::Zh => ["编号", "机器人", "群", "地址", "事项", "启用"],
        Lang::En => ["id", "robot", "group", "address", "topics", "on"],
    });
    let mut robots = Vec::new();
    for own in store.robots().map_err(failed)? {
        let robot = &own.robot;
        let topics = robot
            .topics
            .iter()
            .filter(|(_, when)| **when != When::Never);
        let topics: Vec<String> = topics
            .map(|(topic, when)| format!("{}={}", topic.key(), when_key(*when)))
            .collect();
        table.row([
            own.id.to_string(),
            robot.kind.word().in_lang(lang).to_owned(),
            robot.name.clone(),
            masked(&own.address),
            topics.join(","),
            if robot.enabled { "✓" } else { "" }.to_owned(),
        ]);
        robots.push(RobotDocument {
            id: own.id,
            address: masked(&own.address),
            robot: own.robot,
        });
    }
    let off = say!(lang, "邮件：未设置", "mail: not set");
    let mail_line = mail.as_ref().map_or(off, |server| {
        let (host, port) = (&server.host, server.port);
        let on = server.enabled;
        say!(
            lang,
            "邮件：{host}:{port}{}",
            "mail: {host}:{port}{}",
            if on { "" } else { " (off)" }
        )
    });
    let quiet = format!("{}-{}", rules.quiet_from, rules.quiet_until);
    let digest = rules.digest_at;
    let rules_line = say!(
        lang,
        "免打扰 {quiet}，每日汇总 {digest}",
        "quiet {quiet}, digest at {digest}"
    );
    let none = say!(lang, "没有机器人\n", "no robots\n");
    let body = if table.is_empty() { none } else { table.text() };
    let text = format!("{rules_line}\n{mail_line}\n{body}");
    let document = Document {
        rules,
        mail,
        robots,
    };
    Ok(Answer::new(text, &document))
}

fn when_key(when: When) -> &'static str {
    match when {
        When::AtOnce => "at_once",
        When::Digest => "digest",
        When::Never => "never",
    }
}

pub(super) fn add(context: &Context, arguments: &AddArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &KnownAt::Latest, None)?;
    let unit = arguments.unit.as_deref();
    let unit = unit.map(|text| filter::unit(&view, text)).transpose()?;
    let robot = Robot {
        kind: match arguments.kind {
            KindName::Wecom => RobotKind::Wecom,
            KindName::Dingtalk => RobotKind::Dingtalk,
            KindName::Feishu => RobotKind::Feishu,
        },
        name: arguments.name.clone(),
        unit,
        carries: arguments.carries.into(),
        topics: topics(&arguments.topics)?,
        lang: context.lang,
        enabled: true,
        private: arguments.private,
        authority: authority(arguments.authority.as_ref())?,
    };
    let (address, secret) = (line(), line());
    let id = Changing::open(context)?.add_robot(&robot, (&address, &secret))?;
    let name = &robot.name;
    let text = say!(
        context.lang,
        "已添加机器人 {id}（{name}）；用 notice try-robot {id} 测试\n",
        "robot {id} ({name}) is added; try it with `notice try-robot {id}`\n"
    );
    Ok(Answer::new(text, &serde_json::json!({ "id": id })))
}

/// An authority's certificates from a file; nothing for none.
fn authority(file: Option<&std::path::PathBuf>) -> Result<String, Failure> {
    let read = |path: &std::path::PathBuf| {
        std::fs::read_to_string(path).map_err(|error| file_fault(path, &error))
    };
    Ok(file.map(read).transpose()?.unwrap_or_default())
}

/// A line of standard input, without its end; empty where there is none.
fn line() -> String {
    let mut text = String::new();
    match std::io::stdin().lock().read_line(&mut text) {
        Ok(_) => text.trim().to_owned(),
        Err(_) => String::new(),
    }
}

fn topics(given: &[String]) -> Result<BTreeMap<Topic, When>, Failure> {
    let read = |text: &String| {
        let (topic, when) = text.split_once('=').unwrap_or((text, "at_once"));
        let topic = Topic::ALL
            .into_iter()
            .find(|own| own.key() == topic.trim())?;
        let whens = [When::AtOnce, When::Digest, When::Never];
        let when = whens
            .into_iter()
            .find(|own| when_key(*own) == when.trim())?;
        Some((topic, when))
    };
    let all: Option<BTreeMap<Topic, When>> = given.iter().map(read).collect();
    all.ok_or_else(|| {
        let keys = Topic::ALL.map(Topic::key).join(" | ");
        Failure::refused(
            "cli/bad-topics",
            Words::new(
                format!("事项应写成 事项=时机，事项为 {keys}，时机为 at_once | digest | never"),
                format!("topics are TOPIC=WHEN: {keys}; at_once | digest | never"),
            ),
            Words::new(
                "例如 item=at_once,report=digest",
                "such as item=at_once,report=digest",
            ),
        )
    })
}

pub(super) fn remove(context: &Context, arguments: &OneArguments) -> Result<Answer, Failure> {
    Changing::open(context)?.remove_robot(arguments.id)?;
    Ok(Answer::text(say!(context.lang, "已删除\n", "removed\n")))
}

pub(super) fn try_robot(context: &Context, arguments: &OneArguments) -> Result<Answer, Failure> {
    Changing::open(context)?.try_robot(arguments.id)?;
    Ok(Answer::text(say!(
        context.lang,
        "测试消息已交发件箱，由运行中的服务发送；用 notice outbox 看结果\n",
        "a trial is in the outbox; a running server sends it: see `notice outbox`\n"
    )))
}

pub(super) fn mail(context: &Context, arguments: &MailArguments) -> Result<Answer, Failure> {
    let server = MailServer {
        host: arguments.host.clone(),
        port: arguments.port,
        security: match arguments.security {
            SecurityName::Tls => MailSecurity::Tls,
            SecurityName::StartTls => MailSecurity::StartTls,
            SecurityName::Plain => MailSecurity::Plain,
        },
        user: arguments.user.clone(),
        from: arguments.from.clone(),
        carries: arguments.carries.into(),
        enabled: !arguments.off,
        authority: authority(arguments.authority.as_ref())?,
    };
    let problems = server.problems();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let password = (!server.user.is_empty()).then(line);
    Changing::open(context)?.set_mail(&server, password.as_deref())?;
    Ok(Answer::text(say!(context.lang, "已保存\n", "saved\n")))
}

pub(super) fn rules(context: &Context, arguments: &RulesArguments) -> Result<Answer, Failure> {
    let mut rules = store(context)?.rules().map_err(|error| fault(&error))?;
    if let Some(quiet) = &arguments.quiet {
        let times = quiet.split_once('-').and_then(|(from, until)| {
            let from: TimeOfDay = from.parse().ok()?;
            Some((from, until.parse().ok()?))
        });
        let bad = || {
            Failure::refused(
                "cli/bad-quiet-hours",
                Words::new(
                    format!("免打扰时段“{quiet}”读不通"),
                    format!("{quiet:?} are no quiet hours"),
                ),
                Words::new("写成 21:00-07:30", "write them like 21:00-07:30"),
            )
        };
        (rules.quiet_from, rules.quiet_until) = times.ok_or_else(bad)?;
    }
    rules.digest_at = arguments.digest.unwrap_or(rules.digest_at);
    rules.urgent_passes = arguments.urgent_passes.unwrap_or(rules.urgent_passes);
    rules.working_days_only = arguments
        .working_days_only
        .unwrap_or(rules.working_days_only);
    if let Some(site) = &arguments.site {
        rules.site.clone_from(site);
    }
    if let Some(hosts) = &arguments.hosts {
        rules.hosts = hosts.iter().map(|host| host.trim().to_owned()).collect();
    }
    Changing::open(context)?.set_rules(&rules)?;
    Ok(Answer::new(
        say!(context.lang, "已保存\n", "saved\n"),
        &rules,
    ))
}
