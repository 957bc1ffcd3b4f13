using System.Security.Cryptography;

namespace EdgeProctoring.Vision.Tests.Models;

/// <summary>Nothing is run that is not, to the byte, what the manifest names.</summary>
public sealed class ModelShelfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shelf-").FullName;

    [Fact]
    public void Every_model_of_the_manifest_is_what_the_manifest_says()
    {
        var shelf = Shelf.Require();
        var missing = shelf.Manifest.Models.Where(model => !shelf.Holds(model.Name)).Select(model => model.Name).ToList();
        foreach (var model in shelf.Manifest.Models.Where(model => !missing.Contains(model.Name)))
        {
            using var session = new ModelSession(shelf, model.Name);
        }
        Assert.SkipWhen(missing.Count > 0, $"Needs the weights of {string.Join(", ", missing)}; provisioning/fetch-models fetches them.");
    }

    [Fact]
    public void Our_own_model_is_always_there()
    {
        var shelf = ModelShelf.Open(Checkout.File("models"));
        Assert.True(shelf.Holds("hall-seed"));
        Assert.Equal(shelf.Manifest.Find("hall-seed")!.Bytes, shelf.Read("hall-seed").Length);
        Assert.True(shelf.InUse("hall-seed").Demo);
    }

    [Fact]
    public void Names_a_model_that_is_missing()
    {
        Write(TinyModel.Relu());
        File.Delete(Path.Combine(_folder, "tiny.onnx"));
        var refused = Assert.Throws<ModelRefusedException>(() => ModelShelf.Open(_folder).Read("tiny"));
        Assert.Equal(ModelRefusal.Missing, refused.Refusal);
        Assert.Contains("fetch-models", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_model_with_one_changed_byte()
    {
        var bytes = TinyModel.Relu();
        Write(bytes);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path.Combine(_folder, "tiny.onnx"), bytes);
        Assert.Equal(ModelRefusal.Changed, Assert.Throws<ModelRefusedException>(() => ModelShelf.Open(_folder).Read("tiny")).Refusal);
    }

    [Fact]
    public void Refuses_a_model_of_another_length_without_reading_it()
    {
        Write(TinyModel.Relu());
        using (var file = File.OpenWrite(Path.Combine(_folder, "tiny.onnx")))
        {
            file.SetLength(3L << 32);
        }
        Assert.Equal(ModelRefusal.Changed, Assert.Throws<ModelRefusedException>(() => ModelShelf.Open(_folder).Read("tiny")).Refusal);
    }

    [Fact]
    public void Refuses_a_model_of_another_shape_and_shows_both()
    {
        NativeRuntime.Require();
        Write(TinyModel.Relu(), shape: "[1, 3, 64, 64]");
        var refused = Assert.Throws<ModelRefusedException>(() => new ModelSession(ModelShelf.Open(_folder), "tiny"));
        Assert.Equal(ModelRefusal.OtherShape, refused.Refusal);
        Assert.Contains("[1,3,64,64]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_bytes_that_are_no_model()
    {
        NativeRuntime.Require();
        Write([1, 2, 3, 4]);
        Assert.Equal(ModelRefusal.OtherShape, Assert.Throws<ModelRefusedException>(() => new ModelSession(ModelShelf.Open(_folder), "tiny")).Refusal);
    }

    [Fact]
    public void Names_the_known_models_when_asked_for_an_unknown_one()
    {
        Write(TinyModel.Relu());
        var refused = Assert.Throws<ModelRefusedException>(() => ModelShelf.Open(_folder).Read("huge"));
        Assert.Equal(ModelRefusal.Unknown, refused.Refusal);
        Assert.Contains("tiny", refused.Message, StringComparison.Ordinal);
    }

    private void Write(byte[] model, string shape = "[-1, 4]")
    {
        File.WriteAllBytes(Path.Combine(_folder, "tiny.onnx"), model);
        File.WriteAllText(Path.Combine(_folder, "manifest.json"), $$"""
            { "version": 1, "models": [ { "name": "tiny", "task": "none", "file": "tiny.onnx", "bytes": {{model.Length}},
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(model))}}", "licence": "ours", "recipe": "none",
              "inputs": [ { "name": "x", "type": "float32", "shape": {{shape}} } ], "outputs": ["y"] } ] }
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
