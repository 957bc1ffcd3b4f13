using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

public sealed class PackComparisonTests
{
    [Fact]
    public void Lists_whose_proposal_differs_and_nobody_else()
    {
        var phone = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Id = "s-b" }).File;
        var honest = CaseBuilder.Remote().With(sitting => sitting with { Id = "s-c" }).File;
        var reading = CaseBuilder.Remote().Seen(ObservationKind.ReadingAloud, "10:00", "10:30").With(sitting => sitting with { Id = "s-a" }).File;
        var compared = PackComparison.Of(ShippedPacks.Of("almau-2019"), ShippedPacks.Of("eiti"), [Renamed(phone), honest, Renamed(reading)]);
        Assert.Equal(3, compared.Judged);
        Assert.Equal(["s-a", "s-b"], compared.Changed.Select(change => change.Sitting));
        Assert.Equal((Outcome.Points, Outcome.Retake), (compared.Changed[0].Before.Proposal.Outcome, compared.Changed[0].After.Proposal.Outcome));
        Assert.Contains("\"judged\": 3", compared.ToJson(), StringComparison.Ordinal);
        Assert.Empty(PackComparison.Of(ShippedPacks.Default, ShippedPacks.Default, [Renamed(phone), honest]).Changed);
    }

    [Theory]
    [InlineData("propose: annul, points: 0, document: act", "propose: annul, points: 1, document: act", true)]
    [InlineData("propose: annul, points: 0, document: act", "propose: annul, points: 0, document: protocol-a", true)]
    [InlineData("propose: annul, points: 0, document: act", "propose: retake, document: act", true)]
    [InlineData("PHONE:                { class: F,", "PHONE: { class: FX,", true)]
    [InlineData("coverage-floor: { value: 800", "coverage-floor: { value: 801", false)]
    public void Every_part_of_a_proposal_is_compared(string before, string after, bool differs)
    {
        var text = ShippedPacks.Text("default");
        Assert.Contains(before, text, StringComparison.Ordinal);
        var phone = Renamed(CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30").With(sitting => sitting with { Id = "s-b" }).File);
        var compared = PackComparison.Of(ShippedPacks.Default, PackReader.Read(text.Replace(before, after, StringComparison.Ordinal)), [phone]);
        Assert.Equal(differs ? 1 : 0, compared.Changed.Count);
    }

    // What was seen belongs to the sitting by its id.
    private static CaseFile Renamed(CaseFile file) => file with
    {
        Observations = [.. file.Observations.Select(seen => seen with { Subject = Subject.OfSitting("e-1", file.Sitting.Id) })],
    };
}
