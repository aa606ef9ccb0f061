//! What settings are refused for.

use zone::Refusal;

use crate::guard;
use crate::limits;
use crate::settings::{MailSecurity, MailServer, Preferences, Robot, ZoneRules};
use crate::trust;

zone::refusals! {
    bad_address() "courier/bad-address":
        "机器人地址读不通", "the robot's address cannot be read";
        "从群机器人的设置里整条复制 https:// 开头的地址",
        "copy the whole address that begins with https:// from the robot's settings";
    address_not_https() "courier/not-https":
        "机器人地址不是 https", "the robot's address is not https";
        "用 https 地址；确在本单位内网的，先允许内网地址",
        "use an https address; if it is inside this network, allow that first";
    address_inside() "courier/address-inside":
        "机器人地址指向内网", "the robot's address leads inside this network";
        "核对地址；确为内网机器人的，先允许内网地址",
        "check the address; if the robot is inside, allow that first";
    host_not_allowed(host: &str) "courier/host-not-allowed":
        "主机“{host}”不在允许之列", "the host {host:?} is not among those allowed";
        "在通知设置里加入该主机，再添加机器人", "add the host to the settings of notices first";
    no_such_robot() "courier/no-such-robot":
        "没有这个机器人", "there is no such robot";
        "刷新列表后再试", "look at the list again";
    no_such_delivery() "courier/no-such-delivery":
        "没有这条发送记录，或其状态已变", "there is no such delivery, or it stands otherwise now";
        "刷新列表后再试", "look at the list again";
    too_many_robots(max: usize) "courier/too-many-robots":
        "机器人超过 {max} 个", "there are more than {max} robots";
        "删去不用的", "remove those not used";
    setting_empty() "courier/setting-empty":
        "此项未填", "this is empty";
        "填写后再保存", "fill it in";
    setting_too_long(max: usize) "courier/setting-too-long":
        "内容超过 {max} 字", "it has more than {max} characters";
        "缩短后再保存", "shorten it";
    bad_mail(address: &str) "courier/bad-mail-address":
        "“{address}”不是邮箱地址", "{address:?} is not a mail address";
        "写成 name@example.cn 的样子", "write it like name@example.cn";
    plain_not_here(host: &str) "courier/plain-mail-elsewhere":
        "不加密的邮件只能发往本机，“{host}”不是本机",
        "unencrypted mail may only go to this machine, and {host:?} is another";
        "改用 TLS 或 STARTTLS", "use TLS or STARTTLS";
    bad_authority() "courier/bad-authority":
        "签发机构的证书读不通", "the authority's certificate cannot be read";
        "粘贴 PEM 格式的根证书（以 -----BEGIN CERTIFICATE----- 开头），或留空改用系统信任的机构",
        "paste the root certificate as PEM (-----BEGIN CERTIFICATE----- and so on), or nothing";
    authority_with_key() "courier/authority-with-key":
        "内容里有私钥", "it holds a private key";
        "只粘贴证书；私钥留在签发机构，已经外传的应当更换",
        "paste the certificate alone; a key that left its place needs replacing";
    mail_untrusted(host: &str) "courier/mail-untrusted":
        "邮件服务器 {host} 的证书不是受信任的机构签发的",
        "the certificate of the mail server {host} is of no authority that is trusted";
        "由本单位机构签发的，把它的根证书填进邮件设置",
        "if its authority is your own, put that one's root certificate into the settings of mail";
    mail_expired(host: &str) "courier/mail-expired":
        "邮件服务器 {host} 的证书已过期", "the certificate of the mail server {host} has expired";
        "请邮件管理员更换证书；也核对本机的日期",
        "have whoever runs it renew the certificate; look at this machine's date too";
    mail_too_early(host: &str) "courier/mail-too-early":
        "邮件服务器 {host} 的证书尚未生效", "the certificate of the mail server {host} is not valid yet";
        "核对本机的日期；日期无误的，请邮件管理员处理",
        "look at this machine's date; if it is right, ask whoever runs the mail server";
    mail_other_name(host: &str) "courier/mail-other-name":
        "邮件服务器的证书不是给 {host} 的", "the certificate of the mail server is not for {host}";
        "把主机名写成证书上的名称，或请邮件管理员换一张证书",
        "write the host as the certificate names it, or have whoever runs it get another one";
    mail_tls(host: &str, why: &str) "courier/mail-tls":
        "与邮件服务器 {host} 的加密连接没有建成：{why}",
        "no encrypted connection with the mail server {host} came about: {why}";
        "核对端口与加密方式（465 用 TLS，587 用 STARTTLS）",
        "check port and kind of encryption: 465 is TLS, 587 is STARTTLS";
    robot_untrusted() "courier/robot-untrusted":
        "机器人服务器的证书不是受信任的机构签发的",
        "the certificate of the robot's server is of no authority that is trusted";
        "由本单位机构签发的，把它的根证书填进机器人设置",
        "if its authority is your own, put that one's root certificate into the robot's settings";
    robot_expired() "courier/robot-expired":
        "机器人服务器的证书已过期", "the certificate of the robot's server has expired";
        "请其管理员更换证书；也核对本机的日期",
        "have whoever runs it renew the certificate; look at this machine's date too";
    robot_too_early() "courier/robot-too-early":
        "机器人服务器的证书尚未生效", "the certificate of the robot's server is not valid yet";
        "核对本机的日期；日期无误的，请其管理员处理",
        "look at this machine's date; if it is right, ask whoever runs the server";
    robot_other_name() "courier/robot-other-name":
        "机器人服务器的证书不是给地址中的主机的",
        "the certificate of the robot's server is not for the host in the address";
        "地址中的主机名写成证书上的名称，或请其管理员换一张证书",
        "write the host as the certificate names it, or have whoever runs it get another one";
    too_many_hosts(max: usize) "courier/too-many-hosts":
        "允许的主机超过 {max} 个", "more than {max} hosts are allowed";
        "删去不用的", "remove those not used";
}

fn checked(text: &str, field: &str, needed: bool) -> Option<Refusal> {
    let max = limits::SETTING_CHARS_MAX;
    if needed && text.trim().is_empty() {
        return Some(setting_empty().at_field(field));
    }
    (text.chars().count() > max).then(|| setting_too_long(max).at_field(field))
}

/// Whether a text is an address of mail, as the mail library reads it.
fn is_mail(address: &str) -> bool {
    address.parse::<lettre::Address>().is_ok()
}

/// Everything that is wrong with a robot and the address given for it.
pub fn robot_problems(robot: &Robot, address: Option<&str>, hosts: &[String]) -> Vec<Refusal> {
    let mut problems: Vec<Refusal> = checked(&robot.name, "name", true).into_iter().collect();
    if let Some(address) = address {
        let problem = guard::address_problem(address, robot.private, hosts);
        problems.extend(
            checked(address, "address", true)
                .or(problem)
                .map(|own| match own.place {
                    Some(_) => own,
                    None => own.at_field("address"),
                }),
        );
    }
    problems.extend(authority_problem(&robot.authority));
    problems
}

/// What is wrong with an authority as it was typed, by its length too.
fn authority_problem(authority: &str) -> Option<Refusal> {
    let max = limits::AUTHORITY_CHARS_MAX;
    let long = authority.chars().count() > max;
    let long = long.then(|| setting_too_long(max));
    let problem = long.or_else(|| trust::problem(authority));
    problem.map(|own| own.at_field("authority"))
}

/// Everything that is wrong with somebody's preferences.
pub fn preferences_problems(own: &Preferences) -> Vec<Refusal> {
    let mail = own.mail.trim();
    let long = checked(mail, "mail", false);
    let bad = (!mail.is_empty() && !is_mail(mail)).then(|| bad_mail(mail).at_field("mail"));
    long.or(bad).into_iter().collect()
}

impl ZoneRules {
    /// Everything that is wrong with them.
    pub fn problems(&self) -> Vec<Refusal> {
        let mut problems: Vec<Refusal> = checked(&self.site, "site", false).into_iter().collect();
        if self.hosts.len() > limits::HOSTS_MAX {
            problems.push(too_many_hosts(limits::HOSTS_MAX).at_field("hosts"));
        }
        let hosts = self.hosts.iter();
        problems.extend(hosts.filter_map(|host| checked(host, "hosts", true)));
        problems
    }
}

impl MailServer {
    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<Refusal> {
        let mut problems: Vec<Refusal> = checked(&self.host, "host", true).into_iter().collect();
        problems.extend(checked(&self.user, "user", false));
        if !is_mail(self.from.trim()) {
            problems.push(bad_mail(&self.from).at_field("from"));
        }
        if self.security == MailSecurity::Plain && !is_this_machine(&self.host) {
            problems.push(plain_not_here(&self.host).at_field("security"));
        }
        problems.extend(authority_problem(&self.authority));
        problems
    }
}

/// A refusal as a cause that is kept: both languages, what to do, and its code.
pub(crate) fn in_words(refused: &Refusal) -> String {
    let (message, remedy) = (&refused.message, &refused.remedy);
    format!(
        "{}；{} / {}: {} [{}]",
        message.zh, remedy.zh, message.en, remedy.en, refused.code
    )
}

/// Whether a host is this machine whatever a resolver says: by its address.
pub(crate) fn is_this_machine(host: &str) -> bool {
    host.parse::<std::net::IpAddr>()
        .is_ok_and(|ip| ip.is_loopback())
}

/// There is no such robot.
pub fn unknown_robot() -> Refusal {
    no_such_robot()
}

/// There is no such delivery, or it stands otherwise by now.
pub fn unknown_delivery() -> Refusal {
    no_such_delivery()
}

/// Refuses one robot too many.
pub fn robots_full(count: usize) -> Option<Refusal> {
    let max = limits::ROBOTS_MAX;
    (count >= max).then(|| too_many_robots(max))
}

/// An address of mail as it was typed.
///
/// # Errors
/// `courier/bad-mail-address`.
pub fn mail_address(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    match is_mail(typed) {
        true => Ok(typed.to_owned()),
        false => Err(bad_mail(typed).at_field("to")),
    }
}
