//! A fault that a server has, in the hands of whoever set it.
//!
//! In: a fault that was added. Out: how often it struck, and a way to switch it off.

use super::Fault;
use super::active::Active;
use crate::vendor::Vendor;
use std::sync::Arc;

/// A fault of a server. It stays on when this is dropped.
///
/// ```ignore
/// let down = server.fault(Fault::status(503));
/// assert!(client.account().get().send_blocking().is_err());
/// down.off();
/// ```
#[derive(Clone, Debug)]
pub struct FaultHandle(Arc<Active>);

impl FaultHandle {
    /// Switches it off. Calls that were struck before stay so.
    pub fn off(&self) {
        self.0.switch_off();
    }

    /// How often it struck.
    #[must_use]
    pub fn struck(&self) -> u64 {
        self.0.struck()
    }

    /// What was set.
    pub fn fault(&self) -> &Fault {
        &self.0.fault
    }

    /// Its number among all that the server ever had, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.0.number
    }
}

impl Vendor {
    /// Adds a fault, or says what is wrong with it.
    pub(crate) fn add_fault(&self, fault: Fault) -> Result<FaultHandle, String> {
        fault.look_at(self.table)?;
        Ok(FaultHandle(self.faults().add(fault)))
    }

    /// The faults that are on, oldest first.
    pub(crate) fn active_faults(&self) -> Vec<FaultHandle> {
        self.faults().on().cloned().map(FaultHandle).collect()
    }
}
