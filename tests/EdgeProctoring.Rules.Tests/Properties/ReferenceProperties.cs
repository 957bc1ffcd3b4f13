namespace EdgeProctoring.Rules.Tests;

/// <summary>Two engines that share nothing must agree.</summary>
public sealed class ReferenceProperties
{
    [Theory, MemberData(nameof(ShippedPacks.All), MemberType = typeof(ShippedPacks))]
    public void Agrees_with_the_plain_engine(string id) => Prove.ForAll(random =>
    {
        var (pack, given) = (ShippedPacks.Of(id), Snapped.Of(random));
        var reference = new Reference(pack, given);
        var judged = given.Judge(pack);
        var found = judged.Incidents.Where(incident => incident.Why.Verdict is null && incident.From < incident.To)
            .Select(incident => (incident.Code, Reference.At(incident.From), Reference.At(incident.To), incident.Exempt)).Order();
        return judged.Score.Losses.OrderBy(loss => loss.Code).Select(loss => (loss.Code, loss.Milliseconds))
                .SequenceEqual(reference.Losses.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)))
            && (judged.Score.Trust is null || (judged.Score.Trust == reference.Trust && judged.Score.Confirmed == reference.Confirmed))
            && found.SequenceEqual(reference.Found.Order());
    });
}
