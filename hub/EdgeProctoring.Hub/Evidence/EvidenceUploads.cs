using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>
/// Evidence on its way in. A part file and its header lie on disk until the whole is checked, so an upload goes on where it
/// stopped, also after a crash. One upload of a piece at a time.
/// </summary>
internal sealed class EvidenceUploads(string folder, IBlobStore blobs, IDatabase database, Ledger ledger, BlobGates blobGates, EvidenceNews news)
{
    private const int MostHashed = 10_000;

    private readonly ConcurrentDictionary<(string Node, string Evidence), SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<(string Node, string Evidence), HashedPart> _hashed = new();

    /// <summary>What is held of a piece; null where it is another node's.</summary>
    public async Task<UploadProgress?> FindAsync(string node, string evidence, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return await EvidenceStore.FindAsync(session, evidence, cancel) switch
        {
            { } stored when stored.Node == node => new UploadProgress(stored.Size, true),
            { } => null,
            _ => new UploadProgress(new FileInfo(PartOf(node, evidence)) is { Exists: true } part ? part.Length : 0, false),
        };
    }

    /// <summary>Opens a piece for writing at the header's offset; waits for another upload of the same piece to end.</summary>
    public async Task<EvidencePart> BeginAsync(string node, EvidenceHeader header, CancellationToken cancel)
    {
        var gate = _gates.GetOrAdd((node, header.Evidence), _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancel);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, node));
            EvidenceHeaderFile.Write(HeaderOf(node, header.Evidence), header);
            var stream = new FileStream(PartOf(node, header.Evidence), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0);
            _hashed.TryRemove((node, header.Evidence), out _);
            return new EvidencePart(stream, header, hashed =>
            {
                if (hashed is not null && _hashed.Count < MostHashed)
                {
                    _hashed[(node, header.Evidence)] = hashed;
                }
                gate.Release();
            });
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    /// <summary>Checks the whole and keeps it. Asked again, it says the same again.</summary>
    public async Task<CompletionResult> CompleteAsync(string node, string evidence, long size, string sha256, CancellationToken cancel)
    {
        var gate = _gates.GetOrAdd((node, evidence), _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancel);
        try
        {
            await using (var session = await database.ReadAsync(cancel))
            {
                if (await EvidenceStore.FindAsync(session, evidence, cancel) is { } stored)
                {
                    return stored.Node != node ? CompletionResult.NotFound
                        : stored.Sha256 == sha256 && stored.Size == size ? CompletionResult.Stored : CompletionResult.Differs;
                }
            }
            return await CheckAsync(node, evidence, size, sha256, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<CompletionResult> CheckAsync(string node, string evidence, long size, string sha256, CancellationToken cancel)
    {
        var (part, head) = (PartOf(node, evidence), HeaderOf(node, evidence));
        if (EvidenceHeaderFile.Read(head) is not { } header || !File.Exists(part))
        {
            return CompletionResult.NotFound;
        }
        if (new FileInfo(part).Length < size)
        {
            return CompletionResult.Incomplete;
        }
        if (header.Size != size || header.Sha256 != sha256 || await HashAsync(node, evidence, part, cancel) != sha256)
        {
            Discard(part, head);
            return CompletionResult.Differs;
        }
        if (header.MediaType == "image/jpeg" && PictureCheck.Refuse(await HeadAsync(part, cancel)) is { } wrong)
        {
            Discard(part, head);
            news.Refused(node, evidence, wrong);
            return CompletionResult.Refused;
        }
        using var gate = await blobGates.EnterAsync(sha256, cancel);
        await blobs.KeepAsync(part, sha256, cancel);
        var work = new EvidenceStored(node, header, news);
        await ledger.EnqueueAsync(work, cancel);
        await work.Done.WaitAsync(cancel);
        File.Delete(head);
        _gates.TryRemove((node, evidence), out _); // Whoever still waits at it finds the piece complete.
        return CompletionResult.Stored;
    }

    private static void Discard(string part, string head)
    {
        File.Delete(part);
        File.Delete(head);
    }

    // What went to the disk in one piece was hashed on its way; after a restart it is read again.
    private async Task<string> HashAsync(string node, string evidence, string file, CancellationToken cancel)
    {
        if (_hashed.TryRemove((node, evidence), out var hashed) && hashed.Length == new FileInfo(file).Length)
        {
            return hashed.Sha256;
        }
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    private static async Task<byte[]> HeadAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        var head = new byte[Math.Min(stream.Length, PictureCheck.HeadBytes)];
        await stream.ReadExactlyAsync(head, cancel);
        return head;
    }

    // Ids have passed the contract: letters, digits, '.', '_', '-'. A prefix keeps "." and ".." from meaning folders.
    private string PartOf(string node, string evidence) => Path.Combine(folder, node, $"e-{evidence}.part");

    private string HeaderOf(string node, string evidence) => Path.Combine(folder, node, $"e-{evidence}.head");
}

/// <summary>How much of a piece is held, and whether that is all of it.</summary>
internal sealed record UploadProgress(long Committed, bool Complete);

internal enum CompletionResult
{
    /// <summary>It is kept.</summary>
    Stored = 1,
    NotFound,
    /// <summary>Bytes are missing.</summary>
    Incomplete,
    /// <summary>The bytes are not those that were announced; what was held is thrown away.</summary>
    Differs,
    /// <summary>It is not what its media type says, or claims a size that nobody should decode.</summary>
    Refused,
}
