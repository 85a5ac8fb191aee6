//! The way of one notification: the probe, the push, and the pushes after it.
//!
//! In: a callback, a body and an address. Out: a record that is written on the way. Each push is signed anew.

use super::exchange::exchange;
use super::record::{PostEnd, Push, PushKind};
use super::target::{Reach, Target};
use super::{Kept, Probes, locked, wanted};
use crate::vendor::Vendor;
use bytes::Bytes;
use http::Request;
use jiekou_runtime::example::callback_request;
use jiekou_runtime::{Callback, Probe, Reply, Timer};
use std::sync::Arc;
use std::time::Duration;

/// The most bytes of an answer that a record keeps.
const KEPT_BYTES: usize = 4 << 10;

/// A notification on its way.
pub(super) struct Course {
    pub(super) callback: &'static Callback,
    pub(super) body: Bytes,
    pub(super) target: Target,
    pub(super) wanted: Option<Reply>,
    pub(super) probes: Probes,
    pub(super) timer: Arc<dyn Timer>,
    pub(super) timeout: Duration,
    pub(super) reach: Reach,
    pub(super) vendor: Arc<Vendor>,
    pub(super) record: Kept,
}

impl Drop for Course {
    fn drop(&mut self) {
        let mut record = locked(&self.record);
        if record.end == PostEnd::UnderWay {
            record.end = PostEnd::Stopped;
        }
    }
}

impl Course {
    /// Goes all the way.
    pub(super) async fn run(self) {
        let end = self.course().await;
        locked(&self.record).end = end;
    }

    async fn course(&self) -> PostEnd {
        if let Some(probe) = self.callback.probe.filter(|_| self.probes == Probes::AsDocumented)
            && !self.probe(probe).await
        {
            return PostEnd::ProbeFailed;
        }
        let most = self.callback.repeats.map_or(1, |repeats| repeats.pushes);
        for number in 0..most {
            let wait = self.wait_before(number);
            if !wait.is_zero() {
                self.timer.sleep(wait).await;
            }
            let request = self.request();
            if self.push(PushKind::Notification, wait, self.wanted, request).await {
                return PostEnd::Accepted;
            }
        }
        PostEnd::GivenUp
    }

    async fn probe(&self, probe: Probe) -> bool {
        let request = Request::builder().method(probe.method.as_str()).body(Bytes::new());
        let request = request.map_err(|error| error.to_string());
        self.push(PushKind::Probe, Duration::ZERO, Some(probe.reply), request).await
    }

    /// The documented wait; of those that are not stated the last one that is.
    fn wait_before(&self, number: u32) -> Duration {
        let stated = self.callback.repeats.map_or(&[][..], |repeats| repeats.after_seconds);
        let Some(index) = number.checked_sub(1).and_then(|index| usize::try_from(index).ok()) else {
            return Duration::ZERO;
        };
        let seconds = stated.get(index).or(stated.last()).copied().unwrap_or_default();
        Duration::from_secs(seconds.into())
    }

    fn request(&self) -> Result<Request<Bytes>, String> {
        let Vendor { credentials, clock, .. } = &*self.vendor;
        callback_request(self.callback, credentials, &**clock, &self.body).map_err(|error| error.to_string())
    }

    /// Sends one request and writes down what came. Whether it was the wanted answer.
    async fn push(
        &self,
        kind: PushKind,
        waited: Duration,
        wanted: Option<Reply>,
        request: Result<Request<Bytes>, String>,
    ) -> bool {
        let answer = match request {
            Ok(request) => exchange(&self.target, self.reach, self.timeout, request).await,
            Err(text) => Err(text),
        };
        let push = match answer {
            Ok((status, body)) => {
                let code = self.vendor.table.api.envelope.code.wire;
                let flaw = wanted::look_at(wanted, code, (status, &body)).err();
                let kept = &body[..body.len().min(KEPT_BYTES)];
                let body = String::from_utf8_lossy(kept).into_owned();
                Push { kind, waited, status: Some(status), body, flaw }
            }
            Err(text) => Push { kind, waited, status: None, body: String::new(), flaw: Some(text) },
        };
        let is_wanted = push.flaw.is_none();
        locked(&self.record).pushes.push(push);
        is_wanted
    }
}
