//! Where a robot may be called: at hosts the administrator named, and never inside this house
//! unless that was said. The resolver looks at every address a name leads to when it is used: a
//! name that led outside when it was typed leads nowhere else later.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use zone::Refusal;

use crate::refusal;

/// Hosts of WeCom, DingTalk, Feishu and its sister abroad.
pub(crate) const KNOWN_HOSTS: [&str; 4] = [
    "qyapi.weixin.qq.com",
    "oapi.dingtalk.com",
    "open.feishu.cn",
    "open.larksuite.com",
];

/// Resolves names, and keeps those out that lead into this house.
#[derive(Debug, Default)]
pub struct Guard {
    /// Whether addresses of this house are let through.
    pub private: bool,
    resolver: DefaultResolver,
}

impl Guard {
    /// A guard.
    pub fn new(private: bool) -> Guard {
        Guard {
            private,
            resolver: DefaultResolver::default(),
        }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let inside = || {
            let denied = std::io::ErrorKind::PermissionDenied;
            Err(ureq::Error::Io(std::io::Error::new(denied, INSIDE)))
        };
        if !self.private && uri.host().is_some_and(is_this_machine) {
            return inside();
        }
        let found = self.resolver.resolve(uri, config, timeout)?;
        let outside = found.iter().all(|address| is_outside(address.ip()));
        match self.private || outside {
            true => Ok(found),
            false => inside(),
        }
    }
}

/// Whether a name means this machine whatever a resolver says of it (RFC 6761, 6.3).
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

/// What the guard says no with.
pub(crate) const INSIDE: &str = "the name leads to an address inside this network";

/// What is wrong with a robot's address, if anything is.
pub fn address_problem(address: &str, private: bool, hosts: &[String]) -> Option<Refusal> {
    let uri: Uri = match address.trim().parse() {
        Ok(uri) => uri,
        Err(_) => return Some(refusal::bad_address()),
    };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Some(refusal::bad_address());
    };
    // A name and password in front of the host would be sent to whoever it names.
    if authority.as_str().contains('@') {
        return Some(refusal::bad_address());
    }
    if !(scheme == "https" || (scheme == "http" && private)) {
        return Some(refusal::address_not_https());
    }
    let host = authority
        .host()
        .trim_matches(['[', ']'])
        .to_ascii_lowercase();
    if let Ok(ip) = host.parse::<IpAddr>()
        && !private
        && !is_outside(ip)
    {
        return Some(refusal::address_inside());
    }
    let named = hosts
        .iter()
        .any(|own| own.trim().eq_ignore_ascii_case(&host));
    if !named && !KNOWN_HOSTS.contains(&host.as_str()) {
        return Some(refusal::host_not_allowed(&host));
    }
    None
}

/// An address as it is shown: its host, and the last four characters.
pub fn masked(address: &str) -> String {
    let uri: Option<Uri> = address.trim().parse().ok();
    let host = uri.as_ref().and_then(|uri| uri.host()).unwrap_or("?");
    let end: Vec<char> = address.trim().chars().rev().take(4).collect();
    let end: String = end.into_iter().rev().collect();
    // Of a short address four characters would be most of it.
    match address.chars().count() > host.chars().count() + 24 {
        true => format!("{host}/…{end}"),
        false => format!("{host}/…"),
    }
}

/// Whether an address belongs to the world outside.
pub(crate) fn is_outside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_outside_v4(ip),
        IpAddr::V6(ip) => is_outside_v6(ip),
    }
}

fn is_outside_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let inside = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        // Shared between a carrier's customers, for protocols, and for measuring.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19));
    !inside
}

fn is_outside_v6(ip: Ipv6Addr) -> bool {
    let own = ip.segments();
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_outside_v4(v4);
    }
    // What carries an address of the older kind inside leads where that one leads.
    if own[0] == 0x64 && own[1] == 0xff9b && own[2..6] == [0; 4] {
        let [.., a, b] = own;
        let bits = (u32::from(a) << 16) | u32::from(b);
        return is_outside_v4(Ipv4Addr::from_bits(bits));
    }
    // Only 2000::/3 is given out; of it, not tunnels and documentation.
    own[0] & 0xe000 == 0x2000
        && own[0] != 0x2002
        && !(own[0] == 0x2001 && own[1] < 0x200)
        && !(own[0] == 0x2001 && own[1] == 0x0db8)
        && own[0] != 0x3fff
}

#[cfg(test)]
mod tests {
    use ureq::unversioned::resolver::Resolver as _;
    use ureq::unversioned::transport::NextTimeout;

    use super::{Guard, INSIDE, address_problem, is_outside, masked};

    /// Looked at where it leads, and by its name where that says enough; no name is asked for.
    #[test]
    fn what_leads_inside_is_called_only_where_that_was_said() {
        let check = |private: bool, address: &str, lets: bool| {
            let config = ureq::Agent::config_builder().build();
            let uri = address.parse().expect("an address");
            let found = Guard::new(private).resolve(&uri, &config, NextTimeout::default());
            let kept_out = found
                .as_ref()
                .is_err_and(|no| no.to_string().contains(INSIDE));
            assert_eq!((found.is_ok(), kept_out), (lets, !lets), "{address}");
        };
        check(false, "https://127.0.0.1:9/hook", false);
        check(false, "https://LOCALHOST:9/hook", false);
        check(false, "https://robot.localhost./hook", false);
        check(true, "https://127.0.0.1:9/hook", true);
        check(false, "https://1.2.3.4/hook", true);
    }

    #[test]
    fn what_lies_inside_is_known_in_every_spelling() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_outside(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "203.119.25.1",
            "2400:3200::1",
            "64:ff9b::101:101",
        ] {
            assert!(is_outside(outside.parse().unwrap()), "{outside}");
        }
    }

    #[track_caller]
    fn check(address: &str, private: bool, expected: &str) {
        let hosts = ["robot.example.cn".to_owned(), "127.0.0.1".to_owned()];
        let problem = address_problem(address, private, &hosts);
        let code = problem.map_or("fine".to_owned(), |problem| problem.code);
        assert_eq!(code, expected, "{address}");
    }

    #[test]
    fn only_named_hosts_by_https() {
        check(
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
            false,
            "fine",
        );
        check("https://ROBOT.example.cn/send", false, "fine");
        check(
            "https://elsewhere.example.cn/send",
            false,
            "courier/host-not-allowed",
        );
        check(
            "http://qyapi.weixin.qq.com/send",
            false,
            "courier/not-https",
        );
        check(
            "https://qyapi.weixin.qq.com@evil.example/",
            false,
            "courier/bad-address",
        );
        check(
            "https://qyapi.weixin.qq.com.evil.example/",
            false,
            "courier/host-not-allowed",
        );
        check("https://127.0.0.1/send", false, "courier/address-inside");
        check(
            "https://[::ffff:127.0.0.1]/",
            false,
            "courier/address-inside",
        );
        check("http://127.0.0.1:8080/send", true, "fine");
        check("file:///etc/passwd", true, "courier/bad-address");
        check("随便", true, "courier/bad-address");
    }

    #[test]
    fn a_shown_address_gives_nothing_away() {
        let address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4";
        assert_eq!(masked(address), "qyapi.weixin.qq.com/…4bc4");
        assert_eq!(masked("https://h.cn/abcdef"), "h.cn/…");
        assert_eq!(masked("x"), "x/…");
    }
}
