using EdgeProctoring.Contracts;
using static EdgeProctoring.Rules.Tests.CaseBuilder;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The score to the tenth, and its words.</summary>
public sealed class ScoreTests
{
    [Theory]
    [InlineData(800, 30_000, 30_000, 400)]
    [InlineData(500, 60_000, 300_000, 83)]
    [InlineData(1000, 1, 1999, 1)]
    [InlineData(1000, 1, 2000, 0)]
    [InlineData(1000, 172_800_000, 1, 1000)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0, 60_000, 1, 0)]
    public void Rounds_once_to_the_nearest_tenth_a_half_up(int cap, long milliseconds, long tau, int loss) =>
        Assert.Equal(loss, Scorer.LossOf(new Violation(ViolationCode.Phone, ViolationClass.F, cap, tau, Modes.Both, "ours"), milliseconds));

    [Fact]
    public void Overlapping_and_nested_incidents_of_one_violation_count_once()
    {
        var pack = SmallPack.Of("code: PHONE, rule: sustained, sees: [object.phone], sustain: 1s", "code: PHONE, rule: sustained, sees: [object.tablet], sustain: 1s", "code: PHONE, rule: sustained, sees: [object.pager], sustain: 1s");
        var file = Remote().Seen(ObservationKind.Phone, "0:00", "0:30").Seen(ObservationKind.Tablet, "0:05", "0:10").Seen(ObservationKind.Pager, "0:20", "0:40").Seen(ObservationKind.Pager, "1:00", "1:10").File;
        var judged = RuleEngine.Judge(pack, file.Sitting, file.Observations, []);
        Assert.Equal(new Loss(ViolationCode.Phone, 50_000, 500), Assert.Single(judged.Score.Losses));
        Assert.Equal(500, judged.Score.Trust);
    }

    [Fact]
    public void Trust_is_never_below_nothing_and_the_largest_loss_comes_first()
    {
        var file = Remote().Seen(ObservationKind.Phone, "10:00", "20:00").Seen(ObservationKind.Notes, "10:00", "20:00").Seen(ObservationKind.FaceCount, "30:00", "31:00", new ObservationDetail { Count = 2 }).File;
        var score = RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Score;
        Assert.Equal(0, score.Trust);
        Assert.Equal([ViolationCode.Phone, ViolationCode.Materials, ViolationCode.PersonExtra], score.Losses.Select(loss => loss.Code));
        Assert.Equal("100 − phone 76.2 (600 s) − notes 76.2 (600 s) − stranger 35.0 (60 s) = 0.0", Explanation.Of(score, Language.En));
    }

    [Fact]
    public void Explains_itself_in_three_languages()
    {
        var score = new Score { Trust = 517, Losses = [new Loss(ViolationCode.Phone, 30_499, 400), new Loss(ViolationCode.PersonAbsent, 59_500, 83), new Loss(ViolationCode.StoodUp, 900, 0)] };
        Assert.Equal("100 − stood up 0.1 (31 s) = 99.9", Explanation.Of(new Score { Trust = 999, Losses = [new Loss(ViolationCode.StoodUp, 30_500, 1)] }, Language.En));
        Assert.Equal("100 − phone 40.0 (30 s) − absent 8.3 (60 s) = 51.7", Explanation.Of(score, Language.En));
        Assert.Equal("100 − телефон 40,0 (30 с) − нет в кадре 8,3 (60 с) = 51,7", Explanation.Of(score, Language.Ru));
        Assert.Equal("100 − ұялы телефон 40,0 (30 с) − кадрда жоқ 8,3 (60 с) = 51,7", Explanation.Of(score, Language.Kk));
        Assert.Equal("100", Explanation.Of(new Score { Trust = 1000, Losses = [] }, Language.Ru));
        Assert.StartsWith("–", Explanation.Of(new Score { Reason = NoScore.TooShort, Losses = [] }, Language.Kk), StringComparison.Ordinal);
    }

    [Theory, InlineData(Language.Kk), InlineData(Language.Ru), InlineData(Language.En)]
    public void Has_words_for_every_violation_every_kind_of_rule_and_all_that_is_seen(Language language)
    {
        Assert.All(ViolationCodes.All, code => Assert.NotEmpty(Explanation.Name(code, language)));
        Assert.All(ObservationKind.Catalogue, kind => Assert.NotEmpty(Words.Of(kind.Name, language)));
        foreach (var file in WrittenCases.All.Values)
        {
            var judged = RuleEngine.Judge(ShippedPacks.Of(file.Sitting.Pack ?? "default"), file.Sitting, file.Observations, file.Verdicts);
            Assert.All(judged.Incidents, incident => Assert.DoesNotContain('{', Explanation.Of(incident, language)));
        }
    }

    [Fact]
    public void A_sentence_says_what_was_seen_and_what_corroborates_it()
    {
        var file = Remote().Seen(ObservationKind.HeadTurned, "10:00", "10:30", new ObservationDetail { Yaw = 60 }).Seen(ObservationKind.Notes, "10:31", "10:40").File;
        var incident = RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, []).Incidents[0];
        Assert.Equal("Turned away. Head turned: 30 s (at least 5 s); corroborated by: notes.", Explanation.Of(incident, Language.En));
        Assert.Equal("Отвернулся от экрана. Голова повёрнута: 30 с (порог 5 с); подтверждает: записи.", Explanation.Of(incident, Language.Ru));
        Assert.Equal("Экраннан бұрылды. Басы бұрылған: 30 с (шек 5 с); растайды: жазбалар.", Explanation.Of(incident, Language.Kk));
        Assert.Equal("Turned away. Head turned: 30 s (at least 5 s); nothing corroborates it.", Explanation.Of(incident with { Why = incident.Why with { CorroboratedBy = [] } }, Language.En));
        Assert.Equal("Turned away. Head turned: 30 s (at least 5 s); corroborated by: a second camera.", Explanation.Of(incident with { Why = incident.Why with { CorroboratedBy = [], SecondCamera = true } }, Language.En));
    }
}
