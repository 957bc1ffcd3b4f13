using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeProctoring.Hub.Audit;

/// <summary>
/// Checks an exported exam without the hub: every fact against its hash, every entry against the one before it, the end
/// against the hub's signature, batches against their nodes' signatures, evidence against its name. Tells the first bad one.
/// </summary>
internal sealed class ExportVerifier(ECDsa hubKey)
{
    /// <summary>Hashes of heads that were published outside the hub, by entry number; the chain must run through them.</summary>
    public IReadOnlyDictionary<long, string> Published { get; init; } = new Dictionary<long, string>();

    /// <summary>Null where all is well, otherwise the first thing that is not. Throws <see cref="InvalidDataException"/> where it is no export.</summary>
    public async Task<string?> FindFaultAsync(Stream export, CancellationToken cancel)
    {
        using var zip = new ZipArchive(export, ZipArchiveMode.Read);
        var head = await ReadAsync<ExportHead>(zip, ExamExport.HeadFile, cancel);
        var nodeBytes = await BytesAsync(Entry(zip, ExamExport.NodesFile), cancel);
        var (last, fault) = await WalkAsync(zip, head.Exam, NodeKeys(nodeBytes), cancel);
        return fault
            ?? (last.Number < head.Number ? $"entries {last.Number + 1} to {head.Number} are missing at the end" : null)
            ?? (last.Number > head.Number || last.Hash != head.Hash ? $"the head is not that of entry {last.Number}" : null)
            ?? (ChainLink.Sha256(nodeBytes) != head.NodesSha256 ? "the nodes' keys were changed" : null)
            ?? (IsSigned(head, last) ? null : "the head is not signed by this hub")
            ?? Published.Where(known => known.Key > last.Number).Select(known => $"entry {known.Key} was published once and is missing").FirstOrDefault()
            ?? await FindBadEvidenceAsync(zip, cancel);
    }

    private async Task<(ChainHead Last, string? Fault)> WalkAsync(ZipArchive zip, string exam, Dictionary<string, byte[]> nodes, CancellationToken cancel)
    {
        await using var stream = await Entry(zip, ExamExport.ChainFile).OpenAsync(cancel);
        using var reader = new StreamReader(stream);
        var head = ChainHead.Start;
        while (await reader.ReadLineAsync(cancel) is { } text)
        {
            if (Line(text) is not { } line)
            {
                return (head, $"entry {head.Number + 1} cannot be read");
            }
            if (Fault(line, head, exam, nodes) is { } fault)
            {
                return (head, $"entry {head.Number + 1} ({line.Ref}): {fault}");
            }
            head = new ChainHead(line.Number, line.Hash);
        }
        return (head, null);
    }

    private static ExportLine? Line(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportLine>(text, ExamExport.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Fault(ExportLine line, ChainHead before, string exam, Dictionary<string, byte[]> nodes)
    {
        if (line.Number != before.Number + 1)
        {
            return $"its number is {line.Number}: an entry was removed, added or moved";
        }
        if (line.Content is null || !TryBase64(line.Content, out var content))
        {
            return "what it says is no longer in the record";
        }
        return ChainLink.Sha256(content) != line.ContentSha256 ? "what it says was changed"
            : ChainLink.HashOf(exam, before, line.Kind, line.Ref, line.ContentSha256, line.AtUs) != line.Hash ? "it does not follow the entry before it"
            : Published.TryGetValue(line.Number, out var published) && published != line.Hash ? "another entry was published at its place"
            : line.Node is { } node && nodes.TryGetValue(node, out var key) && !NodeSigned(key, content, line.Signature) ? $"node {node} did not sign it"
            : null;
    }

    private bool IsSigned(ExportHead head, ChainHead last) => TryBase64(head.Signature, out var signature)
        && hubKey.VerifyData(ChainLink.Signed(head.Exam, last, head.NodesSha256), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static bool NodeSigned(byte[] publicKey, byte[] content, string? signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return signature is not null && TryBase64(signature, out var bytes)
            && key.VerifyData(content, bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static async Task<string?> FindBadEvidenceAsync(ZipArchive zip, CancellationToken cancel)
    {
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("evidence/", StringComparison.Ordinal)))
        {
            await using var bytes = await entry.OpenAsync(cancel);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel)) != entry.Name)
            {
                return $"evidence {entry.Name} has other bytes than its name says";
            }
        }
        return null;
    }

    private static Dictionary<string, byte[]> NodeKeys(byte[] json)
    {
        try
        {
            return (JsonSerializer.Deserialize<ExportNode[]>(json, ExamExport.Json) ?? []).ToDictionary(node => node.Node, node => Convert.FromBase64String(node.PublicKey), StringComparer.Ordinal);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{ExamExport.NodesFile} cannot be read: {broken.Message}");
        }
    }

    private static async Task<T> ReadAsync<T>(ZipArchive zip, string name, CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await BytesAsync(Entry(zip, name), cancel), ExamExport.Json) ?? throw new InvalidDataException($"{name} is empty.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{name} cannot be read: {broken.Message}");
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name) => zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing: this is no export, or a part of one.");

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry, CancellationToken cancel)
    {
        await using var stream = await entry.OpenAsync(cancel);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var fits = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..length];
        return fits;
    }
}
