using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Audit;

/// <summary>
/// Writes an exam's whole record into one zip that <c>verify</c> can check without a hub: the chain with every fact, the
/// nodes' keys, the signed head, and the evidence.
/// </summary>
internal sealed class ExamExport(IDatabase database, IBlobStore blobs, ECDsa signer, TimeProvider time)
{
    public const string ChainFile = "chain.jsonl";
    public const string HeadFile = "head.json";
    public const string NodesFile = "nodes.json";
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How many entries were written; null where there is no such exam.</summary>
    public async Task<long?> WriteAsync(string exam, Stream output, string who, CancellationToken cancel)
    {
        var known = await database.WriteAsync(async session =>
        {
            if (await session.NumberAsync("SELECT COUNT(*) FROM exams WHERE id = @exam", cancel, ("@exam", exam)) == 0)
            {
                return false;
            }
            await new RecordBook(session, time.GetUtcNow()).AuditAsync(who, "exam.exported", exam, exam, "", cancel);
            return true;
        }, cancel);
        if (!known)
        {
            return null;
        }
        await using var session = await database.ReadAsync(cancel);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var head = await WriteChainAsync(zip, session, exam, cancel);
        var nodes = await NodesAsync(session, cancel);
        await WriteEntryAsync(zip, NodesFile, nodes, cancel);
        var nodesHash = ChainLink.Sha256(nodes);
        var signature = signer.SignData(ChainLink.Signed(exam, head, nodesHash), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        await WriteEntryAsync(zip, HeadFile, JsonSerializer.SerializeToUtf8Bytes(new ExportHead(exam, head.Number, head.Hash, nodesHash, Convert.ToBase64String(signature)), Json), cancel);
        await WriteEvidenceAsync(zip, session, exam, cancel);
        return head.Number;
    }

    private static async Task<ChainHead> WriteChainAsync(ZipArchive zip, Session session, string exam, CancellationToken cancel)
    {
        var links = await session.ListAsync("SELECT number, kind, ref, content_sha256, at_us, hash FROM chain WHERE exam = @exam ORDER BY number",
            row => new ExportLine(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5), null, null, null), cancel, ("@exam", exam));
        await using var stream = await zip.CreateEntry(ChainFile, CompressionLevel.Fastest).OpenAsync(cancel);
        foreach (var link in links)
        {
            var line = await FactReader.FillAsync(session, link, cancel);
            await JsonSerializer.SerializeAsync(stream, line, Json, cancel);
            await stream.WriteAsync("\n"u8.ToArray(), cancel);
        }
        return links is [.., { } last] ? new ChainHead(last.Number, last.Hash) : ChainHead.Start;
    }

    private static async Task<byte[]> NodesAsync(Session session, CancellationToken cancel) => JsonSerializer.SerializeToUtf8Bytes(
        await session.ListAsync("SELECT id, public_key FROM nodes WHERE public_key IS NOT NULL ORDER BY id",
            row => new ExportNode(row.GetString(0), Convert.ToBase64String(row.Bytes(1))), cancel), Json);

    private async Task WriteEvidenceAsync(ZipArchive zip, Session session, string exam, CancellationToken cancel)
    {
        foreach (var sha256 in await session.ListAsync("SELECT DISTINCT sha256 FROM evidence WHERE exam = @exam ORDER BY sha256", row => row.GetString(0), cancel, ("@exam", exam)))
        {
            if (await blobs.OpenAsync(sha256, cancel) is { } bytes)
            {
                await using (bytes)
                await using (var entry = await zip.CreateEntry($"evidence/{sha256}", CompressionLevel.NoCompression).OpenAsync(cancel))
                {
                    await bytes.CopyToAsync(entry, cancel);
                }
            }
        }
    }

    private static async Task WriteEntryAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken cancel)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await stream.WriteAsync(bytes, cancel);
    }
}

/// <summary>One line of the exported chain; bytes as base64. Content is absent where the record no longer has it.</summary>
internal sealed record ExportLine(long Number, string Kind, string Ref, string ContentSha256, long AtUs, string Hash, string? Content, string? Signature, string? Node);

internal sealed record ExportNode(string Node, string PublicKey);

internal sealed record ExportHead(string Exam, long Number, string Hash, string NodesSha256, string Signature);
