//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

/// How the session's cookie is called and sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    https: bool,
}

impl Cookies {
    pub(crate) fn new(https: bool) -> Cookies {
        Cookies { https }
    }

    fn name(self) -> &'static str {
        if self.https {
            "__Host-wallchart"
        } else {
            "wallchart"
        }
    }

    /// Sets the token. It ends with the browser, and on the server after its time.
    pub(crate) fn set(self, token: &str) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let name = self.name();
        let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&text).ok()
    }

    /// Removes the token.
    pub(crate) fn clear(self) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let name = self.name();
        let text = format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}");
        HeaderValue::from_str(&text).ok()
    }
}

/// The token a request carries.
pub(crate) fn token_in(headers: &HeaderMap, cookies: Cookies) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookies.name())
        .map(|(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_this_site_alone() {
        let plain = Cookies::new(false).set("ab").unwrap();
        assert_eq!(plain, "wallchart=ab; Path=/; HttpOnly; SameSite=Strict");
        let secure = Cookies::new(true).set("ab").unwrap();
        let expected = "__Host-wallchart=ab; Path=/; HttpOnly; SameSite=Strict; Secure";
        assert_eq!(secure, expected);
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_static("a=b; wallchart=cd; wallchartx=e");
        headers.insert(header::COOKIE, value);
        assert_eq!(token_in(&headers, Cookies::new(false)), Some("cd"));
        assert_eq!(token_in(&headers, Cookies::new(true)), None);
    }
}
