namespace EdgeProctoring.Rules.Tests;

/// <summary>Packs are data that people edit: every mistake is found, all at once, with its line.</summary>
public sealed class PackReaderTests
{
    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Shipped_packs_load_and_are_named_as_their_files(string id)
    {
        var pack = ShippedPacks.Of(id);
        Assert.Equal(id, pack.Id);
        Assert.Equal(64, pack.Hash.Length);
        Assert.Equal(["en", "kk", "ru"], pack.Content.Title.Keys.Order());
    }

    [Fact]
    public void Lists_all_errors_with_their_lines()
    {
        var lines = ShippedPacks.Text("default").Split('\n');
        var phone = Array.FindIndex(lines, line => line.StartsWith("  PHONE:", StringComparison.Ordinal));
        lines[phone] = lines[phone].Replace("cap: 800,", "cpa: 800,", StringComparison.Ordinal);
        var rule = Array.FindIndex(lines, line => line.Contains("code: TABLET", StringComparison.Ordinal));
        lines[rule] = lines[rule].Replace("sustain: 2s", "sustain: 2 s", StringComparison.Ordinal).Replace("object.tablet", "object.tabled", StringComparison.Ordinal);
        var errors = Errors(string.Join('\n', lines));
        Assert.Equal(
            [(phone + 1, "violations.PHONE.cap"), (phone + 1, "violations.PHONE.cpa"), (rule + 1, "rules[8].sees"), (rule + 1, "rules[8].sustain")],
            errors.Select(error => (error.Line, error.Refusal.Field)));
    }

    [Fact]
    public void One_mistake_hides_no_other_of_its_line()
    {
        var text = ShippedPacks.Text("default")
            .Replace("  PAGER:                { class: F,", "  BEEPER: { class: G,", StringComparison.Ordinal)
            .Replace("{ code: TABLET, rule: object, sees: [object.tablet], confidence: 600,", "{ code: TABLETS, rule: object, sees: [object.tablets], confidence: 1001,", StringComparison.Ordinal);
        Assert.Equal(["violations.BEEPER", "violations.BEEPER.class", "rules[8].code", "rules[8].confidence", "rules[8].sees", "rules[9].code"],
            Errors(text).Select(error => error.Refusal.Field));
    }

    [Theory]
    [InlineData("id: default", "id: Default", "id")]
    [InlineData("version: 1", "version: 0", "version")]
    [InlineData("version: 1", "version: 1\nversion: 2", "version")]
    [InlineData("version: 1", "version: 1\nretention: 30", "retention")]
    [InlineData("en: \"Default rules\"", "en: \"\"", "title.en")]
    [InlineData("en: \"Default rules\"", "de: \"Regeln\"", "title.de")]
    [InlineData("coverage-floor: { value: 800,", "coverage-floor: { value: 1001,", "coverage-floor.value")]
    [InlineData("keep-days:      { value: 30,", "keep-days: { value: 0,", "keep-days.value")]
    [InlineData("from: \"DESIGN §5\"", "from: \"a lawyer\"", "coverage-floor.from")]
    [InlineData("propose: annul, points: 0", "propose: points", "outcomes.F.points")]
    [InlineData("propose: review, or:", "propose: review, points: 25, or:", "outcomes.FX.points")]
    [InlineData("  FX: {", "  FY: {", "outcomes.FX")]
    [InlineData("  TURNED_AWAY:          { class: FX,", "  TURNED_AWAY: { class: F,", "violations.TURNED_AWAY.class")]
    [InlineData("  PAGER:  ", "  BEEPER: ", "violations.BEEPER")]
    [InlineData("cap: 700,  tau: 60s", "cap: 1001, tau: 60s", "violations.PERSON_EXTRA.cap")]
    [InlineData("cap: 700,  tau: 60s", "cap: 700, tau: 0s", "violations.PERSON_EXTRA.tau")]
    [InlineData("cap: 700,  tau: 60s", "cap: 700, tau: 25h", "violations.PERSON_EXTRA.tau")]
    [InlineData("rule: count, sees: [person.count], modes: [hall]", "rule: count, sees: [person.count], modes: [halls]", "rules[0].modes")]
    [InlineData("rule: count, sees: [person.count], modes: [hall]", "rule: counts, sees: [person.count], modes: [hall]", "rules[0].rule")]
    [InlineData("rule: count, sees: [person.count]", "rule: count, sees: []", "rules[0].sees")]
    [InlineData("rule: count, sees: [person.count]", "rule: count, sees: [person.count, person.count]", "rules[0].sees")]
    [InlineData("rule: count, sees: [person.count]", "rule: count, within: 3s, sees: [person.count]", "rules[0].within")]
    [InlineData("room-in-hall: yes", "room-in-hall: true", "rules[0].room-in-hall")]
    [InlineData("alone: free, raised: F", "alone: never, raised: F", "alone")]
    [InlineData("by: [speech, object.phone, object.notes, object.book, item.passed]", "by: [head.down]", "raised")]
    [InlineData("by: [speech, object.phone, object.notes, object.book, item.passed]", "cameras: 2", "raised")]
    [InlineData("by: [speech, object.phone, object.notes, object.book, item.passed], ", "", "by")]
    [InlineData("confidence: 600, yaw: 35", "confidence: 600, level: 5, yaw: 35", "yaw")]
    [InlineData("  - { code: PAGER, rule: object, sees: [object.pager]", "  - { code: PHONE, rule: object, sees: [head.down]", "sees")]
    [InlineData("pauses: [sound]", "pauses: [smell]", "pauses")]
    [InlineData("aids: [calculator]", "aids: [Calculator]", "aids")]
    [InlineData("accommodations: [mask]", "accommodations: [masks]", "accommodations")]
    [InlineData("consent: identity", "consent: everything", "consent")]
    public void Refuses_what_is_wrong_by_its_field(string right, string wrong, string field)
    {
        var text = ShippedPacks.Text("default");
        Assert.Contains(right, text, StringComparison.Ordinal);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var broken = string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length));
        var line = text.AsSpan(0, at).Count('\n') + 1;
        var errors = Errors(broken);
        Assert.Contains(errors, error => error.Refusal.Field.EndsWith(field, StringComparison.Ordinal) && error.Line >= line - 1 && error.Line <= line + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("a: !!str 1")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: [b")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: [[[[[[[[[[1]]]]]]]]]]")]
    public void Refuses_what_is_no_pack(string text) => Assert.NotEmpty(Errors(text));

    [Theory]
    [InlineData("id: a\nb: [c\n", 3)]
    [InlineData("id: a\n\nb: &x 1\n", 3)]
    [InlineData("id: a\n---\nb: 1\n", 2)]
    [InlineData("a: &x 1\n", 1)]
    [InlineData("", 1)]
    public void Names_the_line_where_reading_ended(string text, int line) => Assert.Contains(Errors(text), error => error.Refusal.Field == "pack" && error.Line == line);

    [Fact]
    public void Refuses_what_is_too_large()
    {
        var error = Assert.Single(Errors(new string('#', PackTree.MostCharacters + 1)));
        Assert.Equal((1, "pack"), (error.Line, error.Refusal.Field));
    }

    [Fact]
    public void Refuses_more_rules_than_the_engine_has_bits_for()
    {
        var text = ShippedPacks.Text("default") + string.Concat(Enumerable.Repeat("  - { rule: reported, nominal: 30s, from: ours }\n", RulePack.MostRules));
        Assert.Contains(Errors(text), error => error.Refusal.Field == "rules");
    }

    [Fact]
    public void Takes_as_many_rules_as_there_are_bits()
    {
        var more = RulePack.MostRules - ShippedPacks.Default.Content.Rules.Count;
        var pack = PackReader.Read(ShippedPacks.Text("default") + string.Concat(Enumerable.Repeat("  - { rule: reported, nominal: 30s, from: ours }\n", more)));
        Assert.Equal(RulePack.MostRules, pack.Rules.Length);
        Assert.Equal(ulong.MaxValue, pack.AllRules);
    }

    [Fact]
    public void The_hash_is_of_what_it_says_and_not_of_how_it_is_written()
    {
        var text = ShippedPacks.Text("default");
        Assert.Equal(ShippedPacks.Default.Hash, PackReader.Read("# a remark\n" + text.Replace("cap: 800,  tau: 30s", "tau: 30s, cap:   800", StringComparison.Ordinal)).Hash);
        string[] changes = ["version: 1|version: 2", "cap: 800|cap: 801", "tau: 30s|tau: 31s", "sustain: 10s|sustain: 11s", "gap: 3s|gap: 4s", "floor: 80,|floor: 81,", "confidence: 600|confidence: 601",
            "from: ours|from: ours.", "class: none|class: FX", "modes: [remote]|modes: [hall]", "aids: [book]|aids: [notes]", "yaw: 35|yaw: 36", "level: 600|level: 601", "alone: free|alone: counts",
            "raised: F|raised: FX", "nominal: 30s|nominal: 31s", "pauses: [sight]|pauses: [sound]", "charges-both: yes, |", "room-in-hall: yes, |", "consent: identity, |", "within: 10s|within: 9s",
            "document: act|document: none", "points: 0|points: 1", "or: [retake, review]|or: [review]", "Default rules|Rules"];
        var hashes = changes.Select(change => change.Split('|')).Select(pair =>
        {
            var at = text.IndexOf(pair[0] == "from: ours" ? "from: \"ours\"" : pair[0], StringComparison.Ordinal);
            Assert.True(at >= 0, pair[0]);
            var (old, changed) = pair[0] == "from: ours" ? ("from: \"ours\"", "from: \"ours.\"") : (pair[0], pair[1]);
            return PackReader.Read(string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + old.Length))).Hash;
        });
        Assert.Equal(changes.Length + 1, hashes.Append(ShippedPacks.Default.Hash).Distinct().Count());
    }

    [Fact]
    public void Every_line_of_a_shipped_pack_says_where_it_comes_from()
    {
        foreach (var pack in ShippedPacks.Ids.Select(ShippedPacks.Of))
        {
            Assert.All(pack.Content.Rules.Select(line => line.From).Concat(pack.Content.Violations.Select(line => line.From)), from => Assert.NotEmpty(from));
        }
        Assert.Equal(180_000, ShippedPacks.Of("htii-oes-2021").Content.Grace.Value);
        Assert.All(ShippedPacks.Ids.Where(id => id != "htii-oes-2021"), id => Assert.Equal(0, ShippedPacks.Of(id).Content.Grace.Value));
        Assert.Equal(300_000, ShippedPacks.Of("almau-2019").Content.IdleEnd.Value);
    }

    private static IReadOnlyList<PackError> Errors(string text)
    {
        Assert.False(PackReader.TryRead(text, out var pack, out var errors));
        Assert.Null(pack);
        return errors;
    }
}
