//! Whom a mail server's or a robot's certificate is believed from, and why one is not believed.
//!
//! An office has an authority of its own on its intranet: where the settings hold one, its
//! certificates are believed and no others. Otherwise those of the system are.

use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{CertificateError as Wrong, RootCertStore};
use ureq::tls::RootCerts;
use zone::Refusal;

use crate::refusal;

/// What TLS with a mail server needs; `authority` is PEM, empty for the system's.
pub(crate) fn parameters(host: &str, authority: &str) -> Result<TlsParameters, Refusal> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if !authority.trim().is_empty() {
        let own = Certificate::from_pem(authority.as_bytes());
        let own = own.map_err(|_| refusal::bad_authority())?;
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(own);
    }
    let made = builder.build_rustls();
    made.map_err(|error| refusal::mail_tls(host, &error.to_string()))
}

/// Whom a robot's server is believed from; `authority` is PEM, `None` where it cannot be read.
pub(crate) fn roots(authority: &str) -> Option<RootCerts> {
    if authority.trim().is_empty() {
        return Some(RootCerts::WebPki);
    }
    let all = CertificateDer::pem_slice_iter(authority.as_bytes());
    let all: Result<Vec<CertificateDer<'_>>, _> = all.collect();
    let own: Vec<ureq::tls::Certificate<'static>> = all
        .ok()?
        .iter()
        .map(|own| ureq::tls::Certificate::from_der(own).to_owned())
        .collect();
    Some(RootCerts::new_with_certs(&own))
}

/// What is wrong with an authority as it was typed.
pub(crate) fn problem(authority: &str) -> Option<Refusal> {
    if authority.trim().is_empty() {
        return None;
    }
    if authority.contains("PRIVATE KEY") {
        return Some(refusal::authority_with_key());
    }
    let mut store = RootCertStore::empty();
    let mut all = CertificateDer::pem_slice_iter(authority.as_bytes());
    let sound = all.all(|own| own.is_ok_and(|own| store.add(own).is_ok()));
    (!sound || store.is_empty()).then(refusal::bad_authority)
}

/// Why the handshake failed, from the causes of an error; `None` where it did not fail at that.
pub(crate) fn told(host: &str, error: &(dyn std::error::Error + 'static)) -> Option<Refusal> {
    tls_of(error).map(|found| named(host, found))
}

/// Why a robot's server was not believed; its address is a secret and not named.
pub(crate) fn robot_told(error: &(dyn std::error::Error + 'static)) -> Option<Refusal> {
    let rustls::Error::InvalidCertificate(wrong) = tls_of(error)? else {
        return None;
    };
    match wrong {
        Wrong::UnknownIssuer => Some(refusal::robot_untrusted()),
        Wrong::Expired | Wrong::ExpiredContext { .. } => Some(refusal::robot_expired()),
        Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => Some(refusal::robot_too_early()),
        Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => {
            Some(refusal::robot_other_name())
        }
        _ => None,
    }
}

/// The TLS error among the causes of an error.
fn tls_of<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let mut cause = Some(error);
    while let Some(own) = cause {
        if let Some(found) = rustls_in(own) {
            return Some(found);
        }
        cause = own.source();
    }
    None
}

/// The TLS error in an error, itself or carried by a fault of reading or writing.
fn rustls_in<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let carried = error.downcast_ref::<std::io::Error>();
    let carried = carried.and_then(|own| own.get_ref()?.downcast_ref::<rustls::Error>());
    error.downcast_ref::<rustls::Error>().or(carried)
}

fn named(host: &str, error: &rustls::Error) -> Refusal {
    let rustls::Error::InvalidCertificate(wrong) = error else {
        return refusal::mail_tls(host, &error.to_string());
    };
    match wrong {
        Wrong::UnknownIssuer => refusal::mail_untrusted(host),
        Wrong::Expired | Wrong::ExpiredContext { .. } => refusal::mail_expired(host),
        Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => refusal::mail_too_early(host),
        Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => {
            refusal::mail_other_name(host)
        }
        other => refusal::mail_tls(host, &other.to_string()),
    }
}
