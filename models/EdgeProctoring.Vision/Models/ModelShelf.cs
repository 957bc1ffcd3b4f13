using System.Security.Cryptography;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Where models lie: the fetched weights first, then the folder of the manifest itself, which holds our own. Nothing leaves
/// the shelf whose length and hash are not the manifest's.
/// </summary>
public sealed class ModelShelf
{
    private const string WeightsFolder = "weights";
    private readonly IReadOnlyList<string> _folders;

    private ModelShelf(ModelManifest manifest, IReadOnlyList<string> folders) => (Manifest, _folders) = (manifest, folders);

    public ModelManifest Manifest { get; }

    /// <summary>Opens the shelf of a folder that holds manifest.json; weights are looked for in its folder "weights" unless another is given.</summary>
    public static ModelShelf Open(string folder, string? weights = null)
    {
        var file = new FileInfo(Path.Combine(folder, "manifest.json"));
        if (!file.Exists || file.Length > ModelManifest.MostBytes)
        {
            throw new FileNotFoundException($"{file.FullName} is not there, or larger than {ModelManifest.MostBytes} bytes. Name the folder of the models.");
        }
        return new ModelShelf(ModelManifest.Parse(File.ReadAllBytes(file.FullName)), [weights ?? Path.Combine(folder, WeightsFolder), folder]);
    }

    /// <summary>Whether a file of the model's name and length is there; its hash is looked at only by <see cref="Read"/>.</summary>
    public bool Holds(string name) => Manifest.Find(name) is { } model && Place(model) is { } file && new FileInfo(file).Length == model.Bytes;

    /// <summary>The model's bytes, of which length and hash are right; a named refusal otherwise.</summary>
    public byte[] Read(string name)
    {
        var model = Entry(name);
        var file = Place(model) ?? throw new ModelRefusedException(name, ModelRefusal.Missing, $"{model.File} lies in none of {string.Join(", ", _folders)}. provisioning/fetch-models fetches it.");
        var length = new FileInfo(file).Length;
        if (length != model.Bytes)
        {
            throw new ModelRefusedException(name, ModelRefusal.Changed, $"{file} has {length} bytes, the manifest says {model.Bytes}. Fetch it again.");
        }
        // What was checked is what is used: the session is made from these very bytes.
        var bytes = File.ReadAllBytes(file);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash == model.Sha256 ? bytes
            : throw new ModelRefusedException(name, ModelRefusal.Changed, $"{file} has the SHA-256 {hash}, the manifest says {model.Sha256}. Fetch it again; if it stays so, do not use it.");
    }

    /// <summary>What is told about a model in use.</summary>
    public ModelInUse InUse(string name) => new(name, Entry(name).Sha256, Demo: name == HallSeedDetector.ModelName);

    internal ModelEntry Entry(string name) => Manifest.Find(name)
        ?? throw new ModelRefusedException(name, ModelRefusal.Unknown, $"the manifest knows only {string.Join(", ", Manifest.Models.Select(known => known.Name))}.");

    private string? Place(ModelEntry model) => _folders.Select(folder => Path.Combine(folder, model.File)).FirstOrDefault(File.Exists);
}
