//! Tests of signing recipes against known answers.

use super::Constant;

/// All tests of one recipe.
#[derive(Clone, Debug, Hash)]
pub(crate) struct VectorTests(pub(crate) Vec<VectorTest>);

/// One test.
#[derive(Clone, Debug, Hash)]
pub(crate) struct VectorTest {
    /// The function.
    pub(crate) name: String,
    /// The runtime's function that evaluates it.
    pub(crate) by: &'static str,
    /// Whose recipe: `API`, or `super`, `callbacks`, `ORDERED`.
    pub(crate) of: Vec<String>,
    /// What goes in.
    pub(crate) input: Constant,
    /// Headers and steps, and what they must hold.
    pub(crate) expect: Vec<(String, String)>,
}
