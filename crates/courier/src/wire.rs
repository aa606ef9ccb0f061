//! Carrying deliveries for real: robots by HTTP, mail by SMTP.

use std::time::{Duration, SystemTime};

use ureq::Agent;
use ureq::config::Config;
use ureq::tls::TlsConfig;
use ureq::unversioned::transport::DefaultConnector;

use crate::deliver::{Carrier, Undelivered};
use crate::guard::{self, Guard};
use crate::settings::ZoneRules;
use crate::store::{Delivery, Destination, KeptRobot, Store};
use crate::{limits, mail, refusal, robot, trust};

/// The way out, with the settings as they are when something is sent.
pub struct Wire<'a> {
    store: &'a Store,
    rules: ZoneRules,
    patience: Duration,
}

impl<'a> Wire<'a> {
    /// The way out as the store's settings say.
    ///
    /// # Errors
    /// The store fails.
    pub fn new(store: &'a Store) -> Result<Wire<'a>, crate::StoreError> {
        Ok(Wire {
            rules: store.rules()?,
            store,
            patience: limits::ANSWER_TIME,
        })
    }

    /// The same with another time for answers.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Wire<'a> {
        self.patience = patience;
        self
    }

    fn to_robot(&self, id: i64, delivery: &Delivery) -> Result<(), Undelivered> {
        let found = self.store.robot(id).map_err(|_| fault())?;
        let gone = || Undelivered::for_good("机器人已删除 / the robot was removed");
        let own = found.ok_or_else(gone)?;
        if !own.robot.enabled {
            return Err(Undelivered::for_good(
                "机器人已停用 / the robot is switched off",
            ));
        }
        // What was allowed when it was added may not be any more.
        let problem = guard::address_problem(&own.address, own.robot.private, &self.rules.hosts);
        if let Some(problem) = problem {
            let words = problem.message;
            return Err(Undelivered::for_good(format!(
                "{} / {}",
                words.zh, words.en
            )));
        }
        call(&own, delivery, self.patience)
    }

    fn by_mail(&self, address: &str, delivery: &Delivery) -> Result<(), Undelivered> {
        let kept = self.store.mail_server().map_err(|_| fault())?;
        let off = || Undelivered::for_good("邮件未启用 / mail is switched off");
        let (server, password) = kept.filter(|(own, _)| own.enabled).ok_or_else(off)?;
        let to = (address, self.patience);
        mail::send(&server, &password, to, delivery)
    }
}

impl Carrier for Wire<'_> {
    fn carry(&self, delivery: &Delivery) -> Result<(), Undelivered> {
        match &delivery.destination {
            Destination::Robot(id) => self.to_robot(*id, delivery),
            Destination::Mail(address) => self.by_mail(address, delivery),
        }
    }
}

fn fault() -> Undelivered {
    Undelivered::now("设置读取失败 / settings cannot be read")
}

fn call(own: &KeptRobot, delivery: &Delivery, patience: Duration) -> Result<(), Undelivered> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    let signed = robot::Signed {
        secret: &own.secret,
        millis: u64::try_from(millis).unwrap_or(u64::MAX),
    };
    let body = robot::body(own.robot.kind, &delivery.message, &signed);
    let address = robot::signed_address(own.robot.kind, &own.address, &signed);
    let roots = trust::roots(&own.robot.authority)
        .ok_or_else(|| Undelivered::now(refusal::in_words(&refusal::bad_authority())))?;
    let config = Config::builder()
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .timeout_global(Some(patience))
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .https_only(!own.robot.private)
        .user_agent("wallchart")
        .build();
    let guard = Guard::new(own.robot.private);
    let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
    let sent = agent
        .post(&address)
        .header("content-type", "application/json; charset=utf-8")
        .send(body);
    let mut answer = sent.map_err(|error| Undelivered::now(told(&error)))?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config();
    let text = body.limit(limits::ANSWER_BYTES_MAX).read_to_string();
    let text = text.map_err(|error| Undelivered::now(told(&error)))?;
    robot::judge(own.robot.kind, status, &text)
}

/// A failure in words. The library's own words may hold the address, which is a secret.
fn told(error: &ureq::Error) -> String {
    use std::io::ErrorKind;
    let error_in_tls = match error {
        ureq::Error::Io(own) => trust::robot_told(own),
        ureq::Error::Rustls(own) => trust::robot_told(own),
        other => trust::robot_told(other),
    };
    if let Some(refused) = error_in_tls {
        return refusal::in_words(&refused);
    }
    let words = match error {
        ureq::Error::Timeout(_) => "超时未答 / no answer in time",
        ureq::Error::HostNotFound => "域名解析失败 / the host cannot be found",
        ureq::Error::ConnectionFailed => "连接失败 / no connection",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "TLS 握手失败 / TLS failed",
        ureq::Error::BodyExceedsLimit(_) => "应答过长 / the answer is too long",
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => "连接被拒绝 / connection refused",
            ErrorKind::PermissionDenied => "地址指向内网，未发送 / the name leads inside, not sent",
            ErrorKind::TimedOut => "超时未答 / no answer in time",
            _ => "连接中断 / the connection broke",
        },
        _ => "请求失败 / the call failed",
    };
    words.to_owned()
}
