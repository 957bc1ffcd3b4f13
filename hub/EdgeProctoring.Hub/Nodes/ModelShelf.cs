using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Hub.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>Where the model files lie that the hub hands to its nodes.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Folder with manifest.json and the files that it names; absent = nothing is handed out.</summary>
    public string? Folder { get; init; }
}

/// <summary>The models that the manifest names and whose files lie there whole. A file is read once and known by its size and time.</summary>
internal sealed class ModelShelf(IOptions<ModelOptions> options, HubFiles files) : IDisposable
{
    private readonly Dictionary<string, (long Length, DateTime At, bool Right)> _checked = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);

    private string? Folder => options.Value.Folder is { } folder ? files.Resolve(folder) : null;

    /// <summary>The manifest's bytes, and the names of the models that are held.</summary>
    public async Task<(byte[] Manifest, IReadOnlyList<string> Held)> ListAsync(CancellationToken cancel)
    {
        var manifest = Folder is { } folder && Path.Combine(folder, "manifest.json") is var file && File.Exists(file) ? await File.ReadAllBytesAsync(file, cancel) : "{}"u8.ToArray();
        var held = new List<string>();
        foreach (var model in Lines(manifest))
        {
            if (await PathOfAsync(model, cancel) is not null)
            {
                held.Add(model.Name);
            }
        }
        return (manifest, held);
    }

    /// <summary>The file of a model; null where there is none, or one with other bytes than the manifest names.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancel)
    {
        var (manifest, _) = Folder is null ? ([], []) : await ListAsync(cancel);
        return manifest is { Length: > 0 } && Lines(manifest).FirstOrDefault(model => model.Name == name) is { } line ? await PathOfAsync(line, cancel) : null;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string?> PathOfAsync(ModelLine model, CancellationToken cancel)
    {
        // The manifest is ours, and yet: a file's name is no way to another folder.
        if (Folder is null || Path.GetFileName(model.File) != model.File || new FileInfo(Path.Combine(Folder, model.File)) is not { Exists: true } file || file.Length != model.Bytes)
        {
            return null;
        }
        await _gate.WaitAsync(cancel);
        try
        {
            if (!_checked.TryGetValue(model.File, out var known) || known.Length != file.Length || known.At != file.LastWriteTimeUtc)
            {
                await using var stream = file.OpenRead();
                known = (file.Length, file.LastWriteTimeUtc, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) == model.Sha256);
                _checked[model.File] = known;
            }
            return known.Right ? file.FullName : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static List<ModelLine> Lines(byte[] manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        return json.RootElement.TryGetProperty("models", out var models)
            ? [.. models.EnumerateArray().Select(model => new ModelLine(model.GetProperty("name").GetString()!, model.GetProperty("file").GetString()!, model.GetProperty("bytes").GetInt64(), model.GetProperty("sha256").GetString()!))]
            : [];
    }

    private sealed record ModelLine(string Name, string File, long Bytes, string Sha256);
}
