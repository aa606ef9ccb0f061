//! The table at the end: what, ours, the peer, how they compare, the bar, whether it is met.

#[derive(Default)]
pub(super) struct Table {
    rows: Vec<[String; 6]>,
}

impl Table {
    pub(super) fn row(&mut self, cells: [&str; 5], met: Option<bool>) {
        let [what, ours, peer, compared, bar] = cells.map(str::to_owned);
        let met = match met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        self.rows
            .push([what, ours, peer, compared, bar, met.to_owned()]);
    }

    /// What a peer would have been measured by, had it been there.
    pub(super) fn missing(&mut self, what: &str, peer: &str, why: &str) {
        let why = format!("missing: {why}");
        self.row([what, "", peer, &why, ""], None);
    }

    /// The rows among the lines of a bench: `row`, the cells and whether the bar is met, between
    /// tabs.
    pub(super) fn take(&mut self, output: &str) {
        for line in output.lines() {
            let mut cells = line.split('\t');
            if cells.next() != Some("row") {
                continue;
            }
            let mut next = || cells.next().unwrap_or_default();
            let told = [next(), next(), next(), next(), next()];
            let met = next().parse().ok();
            self.row(told, met);
        }
    }

    pub(super) fn text(&self) -> String {
        let heading = ["what", "ours", "peer", "compared", "bar", "met"].map(str::to_owned);
        let rows: Vec<&[String; 6]> = std::iter::once(&heading).chain(&self.rows).collect();
        let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max();
        let widths: Vec<usize> = (0..6).map(|at| width(at).unwrap_or(0)).collect();
        let mut text = String::new();
        for row in rows {
            let cells = row.iter().zip(&widths);
            let cells = cells.map(|(cell, width)| format!("{cell:<width$}"));
            let line = cells.collect::<Vec<_>>().join("  ");
            text += line.trim_end();
            text += "\n";
        }
        text
    }
}
