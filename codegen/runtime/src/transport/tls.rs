//! What a failed connection says of TLS.
//!
//! In: why no connection stands. Out: whether TLS is the reason. It never asks which library did the work.

use std::error::Error;
use std::io;

/// Whether TLS itself failed: a certificate that is not good now will not be good a second later.
///
/// Only for errors of connecting. There, data that cannot be right are those of TLS alone.
pub(super) fn is_tls(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    // The source of an I/O error is that of the error inside, which would be passed over.
    let inside = io.and_then(io::Error::get_ref).map(|inside| inside as &(dyn Error + 'static));
    io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData)
        || inside.or_else(|| error.source()).is_some_and(is_tls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_however_deep() {
        let bad = || io::Error::new(io::ErrorKind::InvalidData, "no good certificate");
        assert!(is_tls(&bad()) && is_tls(&io::Error::other(io::Error::other(bad()))));
        assert!(!is_tls(&io::Error::other("refused")));
        assert!(!is_tls(&io::Error::from(io::ErrorKind::ConnectionRefused)));
    }
}
