//! Mail by SMTP.

use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Tls;
use lettre::{Message as Letter, SmtpTransport, Transport as _};

use crate::deliver::Undelivered;
use crate::refusal::is_this_machine;
use crate::settings::{MailSecurity, MailServer};
use crate::store::Delivery;
use crate::{refusal, trust};

/// Sends a delivery to an address.
pub(crate) fn send(
    server: &MailServer,
    password: &str,
    (to, patience): (&str, Duration),
    delivery: &Delivery,
) -> Result<(), Undelivered> {
    let letter = letter(server, to, delivery)?;
    let transport = transport(server, password, patience)?;
    match transport.send(&letter) {
        Ok(_) => Ok(()),
        Err(error) => {
            let cause = told(&server.host, &error);
            Err(match error.is_permanent() {
                true => Undelivered::for_good(cause),
                false => Undelivered::now(cause),
            })
        }
    }
}

/// The letter. Its id follows from the delivery, so that a mail server that took it before the
/// connection broke knows it again.
fn letter(server: &MailServer, to: &str, delivery: &Delivery) -> Result<Letter, Undelivered> {
    let bad = |_| Undelivered::for_good("邮箱地址读不通 / a mail address cannot be read");
    let from: Mailbox = server.from.trim().parse().map_err(bad)?;
    let to: Mailbox = to.trim().parse().map_err(bad)?;
    let domain = from.email.domain().to_owned();
    let id = format!("<wallchart-{}-{}@{domain}>", delivery.made_at, delivery.id);
    Letter::builder()
        .from(from)
        .to(to)
        .subject(&delivery.message.subject)
        .message_id(Some(id))
        .header(header::ContentType::TEXT_PLAIN)
        .body(delivery.message.text())
        .map_err(|_| Undelivered::for_good("邮件写不成 / the mail cannot be written"))
}

fn transport(
    server: &MailServer,
    password: &str,
    patience: Duration,
) -> Result<SmtpTransport, Undelivered> {
    let tls = || {
        let made = trust::parameters(&server.host, &server.authority);
        made.map_err(|refused| Undelivered::now(refusal::in_words(&refused)))
    };
    let security = match server.security {
        MailSecurity::Tls => Tls::Wrapper(tls()?),
        MailSecurity::StartTls => Tls::Required(tls()?),
        MailSecurity::Plain if is_this_machine(&server.host) => Tls::None,
        MailSecurity::Plain => {
            return Err(Undelivered::for_good(
                "不加密的邮件只能发往本机 / unencrypted mail may only go to this machine",
            ));
        }
    };
    let mut builder = SmtpTransport::builder_dangerous(&server.host)
        .port(server.port)
        .tls(security)
        .timeout(Some(patience));
    if !server.user.is_empty() {
        builder = builder.credentials(Credentials::new(server.user.clone(), password.to_owned()));
    }
    Ok(builder.build())
}

fn told(host: &str, error: &lettre::transport::smtp::Error) -> String {
    if let Some(refused) = trust::told(host, error) {
        return refusal::in_words(&refused);
    }
    if let Some(code) = error.status() {
        return format!("邮件服务器答 {code} / the mail server said {code}");
    }
    let words = if error.is_timeout() {
        "超时未答 / no answer in time"
    } else if error.is_tls() {
        "TLS 握手失败 / TLS failed"
    } else if error.is_client() {
        "邮件服务器不支持所需方式 / the mail server lacks what is asked of it"
    } else {
        "连接失败 / no connection"
    };
    words.to_owned()
}
