using System.Collections.Concurrent;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Judging;

/// <summary>
/// The rule packs that exams were opened under, by hash. Their text is kept in the database: a file that changes later
/// changes no exam.
/// </summary>
internal sealed class PackShelf
{
    private readonly ConcurrentDictionary<string, RulePack> _packs = new(StringComparer.Ordinal);

    public async Task<RulePack> FindAsync(Session session, string hash, CancellationToken cancel)
    {
        if (_packs.TryGetValue(hash, out var known))
        {
            return known;
        }
        var text = await session.FindAsync("SELECT body FROM packs WHERE hash = @hash", row => row.GetString(0), cancel, ("@hash", hash))
            ?? throw new StorageException($"The rule pack {hash} of an exam is missing in the database. Restore the last backup.");
        var pack = PackReader.Read(text);
        if (pack.Hash != hash)
        {
            throw new StorageException($"The rule pack kept as {hash} has the hash {pack.Hash}: it was changed in the database. Restore the last backup.");
        }
        return _packs.GetOrAdd(hash, pack);
    }
}
