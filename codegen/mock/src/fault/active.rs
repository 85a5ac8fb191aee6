//! The faults that are on, and which of them strike a call.
//!
//! In: faults, and calls as they come. Out: what strikes each. It counts; it changes no answer.

use super::chance::Chance;
use super::{Fault, Kind, Struck};
use crate::table::{MockApi, MockOperation};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The faults of a server, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Arc<Active>>,
    /// How many there were.
    added: usize,
}

/// A fault that a server has.
#[derive(Debug)]
pub(crate) struct Active {
    /// From 1.
    pub(super) number: usize,
    pub(super) fault: Fault,
    is_on: AtomicBool,
    count: Mutex<Count>,
}

#[derive(Debug)]
struct Count {
    /// Calls that it concerns.
    calls: u64,
    struck: u64,
    /// Signed calls since a token was fetched.
    of_token: u64,
    chance: Chance,
}

impl Active {
    /// Switches it off.
    pub(super) fn switch_off(&self) {
        self.is_on.store(false, Ordering::Relaxed);
    }

    /// Whether it may strike yet.
    pub(super) fn is_on(&self) -> bool {
        self.is_on.load(Ordering::Relaxed) && self.fault.times.is_none_or(|times| self.struck() < times)
    }

    /// How often it struck.
    pub(super) fn struck(&self) -> u64 {
        self.count().struck
    }

    fn count(&self) -> MutexGuard<'_, Count> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it strikes this call; where it does, that is counted.
    fn strikes(&self, table: &MockApi, operation: &MockOperation, struck: &mut Struck) {
        let (fault, operation) = (&self.fault, operation.operation);
        // What was not looked at is not counted.
        if !self.is_on() || !struck.takes(&fault.kind) {
            return;
        }
        let mut count = self.count();
        if let Kind::StaleTokenAfter(calls) = fault.kind {
            if table.api.token.as_ref().is_some_and(|token| token.operation == operation.id) {
                count.of_token = 0;
                return;
            }
            count.of_token += u64::from(operation.signed);
            if !operation.signed || count.of_token <= calls {
                return;
            }
        }
        if fault.on.as_deref().is_some_and(|on| on != operation.id) {
            return;
        }
        count.calls += 1;
        let is_due = count.calls > fault.after;
        if is_due && fault.probability.is_none_or(|probability| count.chance.share() < probability) {
            count.struck += 1;
            struck.add(fault, &mut count.chance);
        }
    }
}

impl Faults {
    /// Adds one, whose settings are good.
    pub(super) fn add(&mut self, fault: Fault) -> Arc<Active> {
        self.added += 1;
        let chance = Chance::new(fault.seed);
        let count = Mutex::new(Count { calls: 0, struck: 0, of_token: 0, chance });
        let active = Arc::new(Active { number: self.added, fault, is_on: AtomicBool::new(true), count });
        self.list.retain(|active| active.is_on());
        self.list.push(Arc::clone(&active));
        active
    }

    /// Those that are on.
    pub(super) fn on(&self) -> impl Iterator<Item = &Arc<Active>> {
        self.list.iter().filter(|active| active.is_on())
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.on().next().is_none()
    }

    /// Switches all of them off.
    pub(crate) fn clear(&mut self) {
        self.list.drain(..).for_each(|active| active.switch_off());
    }

    /// What strikes a call of this operation.
    pub(crate) fn strike(&self, table: &MockApi, operation: &MockOperation) -> Struck {
        let mut struck = Struck::default();
        for active in &self.list {
            active.strikes(table, operation, &mut struck);
        }
        struck
    }
}
