//! Programs that are written of functions, each of which compiles or does not.
//!
//! In: the files in `uses/`. Out: their functions by name and lines. Nothing here knows of clients.

use std::fmt;

/// A program.
#[derive(Clone, Debug)]
pub(crate) struct Uses {
    text: String,
    functions: Vec<Function>,
}

#[derive(Clone, Debug)]
struct Function {
    name: String,
    first: usize,
    last: usize,
}

/// A function that does not compile, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Broken {
    function: Option<String>,
    code: String,
}

impl Broken {
    /// Whether it is no function, but what stands around all of them.
    pub(crate) fn is_outside(&self) -> bool {
        self.function.is_none()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.function.as_deref().unwrap_or("use"), self.code)
    }
}

impl Uses {
    /// Reads a program: a function begins with `fn` or `async fn` at the left margin, and ends with a brace there.
    pub(crate) fn read(text: &str) -> Self {
        let mut functions: Vec<Function> = Vec::new();
        for (line, text) in text.lines().enumerate() {
            let line = line + 1;
            let head = text.strip_prefix("async ").unwrap_or(text).strip_prefix("fn ");
            if let Some(name) = head.and_then(|rest| rest.split(['(', '<']).next()) {
                functions.push(Function { name: name.to_owned(), first: line, last: line });
            } else if text == "}" {
                functions.last_mut().expect("a brace closes a function").last = line;
            }
        }
        Self { text: text.to_owned(), functions }
    }

    /// How many functions there are.
    pub(crate) fn len(&self) -> usize {
        self.functions.len()
    }

    /// Which functions errors of the compiler stand in, each once.
    pub(crate) fn blame(&self, errors: &[(usize, String)]) -> Vec<Broken> {
        let mut broken: Vec<Broken> = Vec::new();
        for (line, code) in errors {
            let at = self.functions.iter().find(|function| (function.first..=function.last).contains(line));
            let function = at.map(|function| function.name.clone());
            if broken.iter().all(|known| known.function != function) {
                broken.push(Broken { function, code: code.clone() });
            }
        }
        broken
    }

    /// The program without these functions; all others stay on their lines.
    pub(crate) fn without(&self, broken: &[Broken]) -> String {
        let is_out = |line: usize| {
            self.functions.iter().any(|function| {
                (function.first..=function.last).contains(&line)
                    && broken.iter().any(|broken| broken.function.as_ref() == Some(&function.name))
            })
        };
        let lines = self.text.lines().enumerate();
        lines
            .map(|(line, text)| if is_out(line + 1) { "\n".to_owned() } else { format!("{text}\n") })
            .collect()
    }
}

#[test]
fn functions_are_blamed_and_taken_out() {
    let uses = Uses::read("use a;\n\nasync fn one() {\n    1\n}\n\nfn two<T>(x: T) {\n}\n");
    assert_eq!(uses.len(), 2);
    let errors = [(4, "E1".to_owned()), (5, "E2".to_owned()), (8, "E3".to_owned())];
    let broken = uses.blame(&errors);
    assert_eq!(broken.iter().map(ToString::to_string).collect::<Vec<_>>(), ["`one` E1", "`two` E3"]);
    assert_eq!(uses.without(&broken[..1]), "use a;\n\n\n\n\n\nfn two<T>(x: T) {\n}\n");
    assert!(uses.blame(&[(1, "E4".to_owned())])[0].is_outside());
}
