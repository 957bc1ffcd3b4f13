using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision.Tests.Models;

/// <summary>The manifest is refused with every mistake named, whatever stands in it.</summary>
public class ModelManifestTests
{
    [Fact]
    public void Names_every_broken_field_at_once()
    {
        var refused = Assert.Throws<ContractException>(() => Parse("""
            { "version": 1, "models": [ { "name": "Bad Name", "task": "t", "file": "../up.onnx", "bytes": -1, "sha256": "00", "licence": "l",
              "recipe": "r", "inputs": [ { "name": "x", "type": "float16", "shape": [1] } ], "outputs": [] } ] }
            """));
        Assert.Equal(["models[0].name", "models[0].file", "models[0].bytes", "models[0].sha256", "models[0].inputs", "models[0].outputs"],
            refused.Refusals.Select(refusal => refusal.Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "version": 2, "models": [] }""")]
    [InlineData("""{ "version": 1, "models": 7 }""")]
    [InlineData("""{ "version": 1, "models": [ 7 ] }""")]
    public void Refuses_what_is_no_manifest(string text) => Assert.Throws<ContractException>(() => Parse(text));

    [Fact]
    public void Refuses_a_name_that_stands_twice()
    {
        var text = File.ReadAllText(Checkout.File("models", "manifest.json")).Replace("\"fsanet-var\"", "\"fsanet-1x1\"", StringComparison.Ordinal);
        Assert.Contains(Assert.Throws<ContractException>(() => Parse(text)).Refusals, refusal => refusal.Value == "fsanet-1x1");
    }

    [Fact]
    public void Refuses_or_reads_damaged_manifests_and_never_breaks()
    {
        var good = File.ReadAllBytes(Checkout.File("models", "manifest.json"));
        var chance = new Random(8);
        var refused = 0;
        var rounds = Fuzz.Rounds(20_000, 1_000_000);
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                ModelManifest.Parse(Fuzz.Damage(good, chance));
            }
            catch (ContractException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, rounds / 3, rounds);
    }

    private static ModelManifest Parse(string text) => ModelManifest.Parse(Encoding.UTF8.GetBytes(text));
}
