using System.Reflection;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Packages.Tests.Contracts;

public class CatalogueTests
{
    [Fact]
    public void Lists_every_kind_once()
    {
        var declared = typeof(ObservationKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ObservationKind)).Select(field => (ObservationKind)field.GetValue(null)!);
        Assert.Equal(declared.OrderBy(kind => kind.Name), ObservationKind.Catalogue.OrderBy(kind => kind.Name));
        Assert.Equal(ObservationKind.Catalogue.Count, ObservationKind.Catalogue.Distinct().Count());
    }

    [Fact]
    public void Reads_its_own_names_and_keeps_well_formed_foreign_ones()
    {
        Assert.All(ObservationKind.Catalogue, kind => Assert.True(ObservationKind.TryParse(kind.Name, out var back) && back == kind));
        Assert.True(ObservationKind.TryParse("object.smart-watch", out var newer) && !newer.IsKnown);
        Assert.False(ObservationKind.TryParse("Object Phone", out _));
        Assert.False(ObservationKind.TryParse("", out _));
    }

    [Fact]
    public void Writes_violations_as_the_catalogue_does()
    {
        Assert.Equal("PERSON_EXTRA", ViolationCode.PersonExtra.Text());
        Assert.Equal("ID_NOT_ORIGINAL", ViolationCode.IdNotOriginal.Text());
        Assert.All(ViolationCodes.All, code => Assert.True(ViolationCodes.TryParse(code.Text(), out var back) && back == code));
    }

    [Theory]
    [InlineData("node:n-12/cam-1", SourceKind.Node, "n-12", "cam-1")]
    [InlineData("browser:s-7", SourceKind.Browser, "s-7", null)]
    [InlineData("vision:s-7/webcam", SourceKind.HubVision, "s-7", "webcam")]
    [InlineData("person:u-3", SourceKind.Person, "u-3", null)]
    public void Reads_and_writes_a_source(string text, SourceKind kind, string sender, string? camera)
    {
        Assert.True(Source.TryParse(text, out var source));
        Assert.Equal(new Source(kind, sender, camera), source);
        Assert.Equal(text, source.ToString());
    }

    [Theory, InlineData("n-12"), InlineData("node:"), InlineData("node:n/"), InlineData("satellite:x")]
    public void Refuses_a_source_that_is_not_one(string text) => Assert.False(Source.TryParse(text, out _));
}
