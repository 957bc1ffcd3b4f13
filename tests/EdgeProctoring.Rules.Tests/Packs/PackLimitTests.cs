using System.Globalization;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The last value that is allowed, and the first that is not.</summary>
public sealed class PackLimitTests
{
    [Theory]
    [InlineData("version: 1", "version: 1000000", "version: 1000001")]
    [InlineData("version: 1", "version: 1", "version: 0")]
    [InlineData("keep-days:      { value: 30,", "keep-days: { value: 3650,", "keep-days: { value: 3651,")]
    [InlineData("keep-days:      { value: 30,", "keep-days: { value: 1,", "keep-days: { value: 0,")]
    [InlineData("coverage-floor: { value: 800,", "coverage-floor: { value: 0,", "coverage-floor: { value: -1,")]
    [InlineData("coverage-floor: { value: 800,", "coverage-floor: { value: 1000,", "coverage-floor: { value: 1001,")]
    [InlineData("grace:          { value: 0s,", "grace: { value: 24h,", "grace: { value: 86400001ms,")]
    [InlineData("grace:          { value: 0s,", "grace: { value: 99999999s,", null)]
    [InlineData("grace:          { value: 0s,", "grace: { value: 000000009s,", null)]
    [InlineData("grace:          { value: 0s,", "grace: { value: 1440m,", "grace: { value: 1441m,")]
    [InlineData("points: 0, document: act", "points: 100, document: act", "points: 101, document: act")]
    [InlineData("cap: 700,  tau: 60s", "cap: 1000, tau: 1ms", "cap: 1001, tau: 60s")]
    [InlineData("cap: 700,  tau: 60s", "cap: 0, tau: 24h", "cap: -0, tau: 60s")]
    [InlineData("confidence: 600, sustain: 5s", "confidence: 1000, sustain: 5s", "confidence: 1001, sustain: 5s")]
    [InlineData("confidence: 600, sustain: 5s", "confidence: 0, sustain: 5s", "confidence: -1, sustain: 5s")]
    [InlineData("floor: 80,", "floor: 1,", "floor: 0,")]
    [InlineData("floor: 80,", "floor: 100000,", "floor: 100001,")]
    [InlineData("level: 600,", "level: 1000000,", "level: 1000001,")]
    [InlineData("level: 600,", "level: 0,", "level: -1,")]
    [InlineData("yaw: 35,", "yaw: 180,", "yaw: 181,")]
    [InlineData("yaw: 35,", "yaw: 0,", "yaw: -1,")]
    [InlineData("en: \"Default rules\"", "en: R", "en: \"\"")]
    public void Numbers_have_limits(string written, string allowed, string? refused)
    {
        if (refused is null)
        {
            Assert.NotEmpty(Errors(written, allowed));
            return;
        }
        Assert.Empty(Errors(written, allowed));
        Assert.NotEmpty(Errors(written, refused));
    }

    [Theory]
    [InlineData("id: default", "id: {0}", 1, 64)]
    [InlineData("en: \"Default rules\"", "en: {0}", 1, 128)]
    [InlineData("aids: [calculator]", "aids: [\"{0}\"]", 1, 64)]
    [InlineData("from: \"DESIGN §5\"", "from: \"ours {0}\"", 0, 195)]
    public void Texts_have_limits(string written, string form, int least, int most)
    {
        foreach (var (length, isAllowed) in new[] { (least - 1, false), (least, true), (most, true), (most + 1, false) })
        {
            if (length >= 0)
            {
                var errors = Errors(written, string.Format(CultureInfo.InvariantCulture, form, new string('a', length)));
                Assert.Equal(isAllowed, errors.Count == 0);
            }
        }
    }

    [Theory]
    [InlineData("cameras: 2", true)]
    [InlineData("cameras: 8", true)]
    [InlineData("cameras: 1", false)]
    [InlineData("cameras: 9", false)]
    [InlineData("by: [speech], cameras: 2", true)]
    public void Cameras_corroborate_from_two_to_eight(string key, bool allowed) =>
        Assert.Equal(allowed, Loads($"code: PHONE, rule: corroborated, sees: [object.phone], sustain: 1s, within: 1s, alone: skip, {key}"));

    [Theory]
    [InlineData("code: PHONE, rule: sustained, sees: [object.phone]")]
    [InlineData("code: PHONE, rule: point, sees: [object.phone]")]
    [InlineData("code: PHONE, rule: corroborated, sees: [object.phone], sustain: 1s, by: [speech], alone: skip")]
    [InlineData("code: PHONE, rule: corroborated, sees: [object.phone], sustain: 1s, by: [speech], within: 1s")]
    [InlineData("rule: reported")]
    [InlineData("code: PHONE, rule: sustained, sustain: 1s")]
    [InlineData("rule: sustained, sees: [object.phone], sustain: 1s")]
    [InlineData("code: NOISE, rule: sustained, sees: [sound.noise], sustain: 1s")]
    [InlineData("code: PHONE, rule: equipment, sees: [camera.dark], sustain: 1s, floor: 80")]
    [InlineData("code: PHONE, rule: equipment, sees: [camera.dark], sustain: 1s, aids: [book]")]
    [InlineData("code: PHONE, rule: equipment, sees: [camera.dark], sustain: 1s, accommodations: [mask]")]
    [InlineData("code: PHONE, rule: equipment, sees: [camera.dark], sustain: 1s, consent: identity")]
    [InlineData("code: PHONE, rule: equipment, sees: [camera.dark], sustain: 1s, room-in-hall: yes")]
    [InlineData("code: PHONE, rule: pair, sees: [item.passed], sustain: 1s, room-in-hall: yes")]
    [InlineData("code: PHONE, rule: pair, sees: [item.passed], sustain: 1s, yaw: 3")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, charges-both: yes")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, pauses: [sight]")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, nominal: 1s")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, by: [speech]")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, raised: F")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, cameras: 2")]
    [InlineData("code: PHONE, rule: sustained, sees: [item.passed], sustain: 1s, alone: skip")]
    [InlineData("code: PHONE, rule: point, sees: [item.passed], nominal: 1s, sustain: 1s")]
    [InlineData("rule: reported, nominal: 1s, floor: 80")]
    [InlineData("rule: reported, nominal: 1s, aids: [book]")]
    [InlineData("rule: reported, nominal: 1s, sees: [speech]")]
    [InlineData("rule: reported, nominal: 1s, code: PHONE")]
    [InlineData("rule: reported, nominal: 1s, room-in-hall: yes")]
    public void A_rule_has_the_keys_of_its_kind_and_no_others(string rule) => Assert.False(Loads(rule));

    [Theory]
    [InlineData("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 1s, by: [speech], within: 1s, alone: free, raised: F", true)]
    [InlineData("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 1s, by: [speech, head.down], within: 1s, alone: free, raised: F", false)]
    [InlineData("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 1s, by: [speech], cameras: 2, within: 1s, alone: free, raised: F", false)]
    [InlineData("code: TURNED_AWAY, rule: corroborated, sees: [head.turned], sustain: 1s, by: [head.down], within: 1s, alone: free, raised: FX", true)]
    [InlineData("code: PHONE, rule: corroborated, sees: [object.phone], sustain: 1s, cameras: 2, within: 1s, alone: free, raised: F", true)]
    [InlineData("code: PHONE, rule: sustained, sees: [head.turned], sustain: 1s", false)]
    [InlineData("code: PHONE, rule: sustained, sees: [head.turned, object.phone], sustain: 1s", true)]
    [InlineData("code: MATERIALS, rule: sustained, sees: [head.turned], sustain: 1s", true)]
    [InlineData("code: MATERIALS, rule: sustained, sees: [head.turned], sustain: 1s, level: 3", true)]
    [InlineData("code: MATERIALS, rule: sustained, sees: [head.turned], sustain: 1s, level: 3, yaw: 3", false)]
    public void Gaze_never_reaches_F_by_any_way(string rule, bool allowed) => Assert.Equal(allowed, Loads(rule));

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Nesting_has_a_limit(int depth, bool read)
    {
        var errors = new List<PackError>();
        Assert.Equal(read, PackTree.Read($"a: {new string('[', depth - 1)}1{new string(']', depth - 1)}", errors) is not null);
        Assert.Equal(read, errors.Count == 0);
    }

    [Fact]
    public void A_pack_may_be_as_large_as_it_says()
    {
        var text = ShippedPacks.Text("default");
        Assert.True(PackReader.TryRead(text + new string('#', PackTree.MostCharacters - text.Length), out _, out _));
        Assert.False(PackReader.TryRead(text + new string('#', PackTree.MostCharacters - text.Length + 1), out _, out _));
        Assert.Equal(262_144, PackTree.MostCharacters);
        Assert.Equal(64, RulePack.MostRules);
    }

    [Fact]
    public void Times_are_read_in_their_units_and_what_is_absent_is_nothing()
    {
        var lines = SmallPack.Of("code: PHONE, rule: sustained, sees: [object.phone], sustain: 7ms", "code: PHONE, rule: sustained, sees: [object.phone], sustain: 7s, gap: 2m",
            "code: PHONE, rule: sustained, sees: [object.phone], sustain: 3h").Content.Rules;
        Assert.Equal([(7L, 0L), (7_000L, 120_000L), (10_800_000L, 0L)], lines.Select(line => (line.Sustain, line.Gap)));
        Assert.Equal((0, 0, 0L, 0L, 0, Modes.Both, Senses.None), (lines[0].Confidence, lines[0].Floor, lines[0].Nominal, lines[0].Within, lines[0].Cameras, lines[0].Modes, lines[0].Pauses));
        Assert.Equal((null, null, null, false, false), (lines[0].Level, lines[0].Yaw, lines[0].Raised, lines[0].RoomInHall, lines[0].ChargesBoth));
        var equipment = SmallPack.Of("code: NOISE, rule: equipment, sees: [sound.noise], sustain: 0s", "code: NOISE, rule: equipment, sees: [sound.noise], sustain: 0s, pauses: [sight, sound]", "code: NOISE, rule: equipment, sees: [sound.noise], sustain: 0s, pauses: []").Content.Rules;
        Assert.Equal([Senses.All, Senses.Sight | Senses.Sound, Senses.None], equipment.Select(line => line.Pauses));
    }

    [Fact]
    public void An_error_shows_what_stood_there_and_what_may()
    {
        Assert.True(PackReader.TryRead(ShippedPacks.Text("default"), out _, out _));
        var error = Errors("cap: 700,  tau: 60s", "cap: [1], tau: 60s")[0];
        Assert.Equal(("a list", "a whole number from 0 to 1000"), (error.Refusal.Value, error.Refusal.Limit));
        Assert.Equal("a map", Errors("cap: 700,  tau: 60s", "cap: { a: 1 }, tau: 60s")[0].Refusal.Value);
        Assert.Equal("(absent)", Errors("version: 1", "")[0].Refusal.Value);
        Assert.Equal("violations.PERSON_EXTRA", Errors("PERSON_EXTRA:         {", "PERSON_EXTRA: 5\n  OTHER: {")[0].Refusal.Field);
        Assert.Equal("pack", Refused("[]")[0].Refusal.Field);
    }

    private static bool Loads(string rule)
    {
        try
        {
            SmallPack.Of(rule);
            return true;
        }
        catch (PackException e)
        {
            Assert.All(e.Errors, error => Assert.True(error.Line >= 15));
            return false;
        }
    }

    private static IReadOnlyList<PackError> Errors(string written, string changed)
    {
        var text = ShippedPacks.Text("default");
        var at = text.IndexOf(written, StringComparison.Ordinal);
        Assert.True(at >= 0, written);
        return Refused(string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + written.Length)));
    }

    private static IReadOnlyList<PackError> Refused(string text)
    {
        PackReader.TryRead(text, out _, out var errors);
        return errors;
    }
}
