using EdgeProctoring.Hub.Commands;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Exams;

/// <summary>The rule packs that exams may be planned under: those that lie beside the program, and those that people brought.</summary>
internal static class PackStore
{
    /// <summary>The newest version of a pack, kept or shipped.</summary>
    public static async Task<(RulePack Pack, string Text)?> FindAsync(Session session, string id, CancellationToken cancel)
    {
        var texts = await session.ListAsync("SELECT body FROM packs WHERE id = @id ORDER BY version DESC LIMIT 1", row => row.GetString(0), cancel, ("@id", id));
        if (ShippedPacks.Ids().Contains(id))
        {
            texts.Add(await File.ReadAllTextAsync(ShippedPacks.Find(id)!, cancel));
        }
        return texts.Count == 0 ? null : texts.Select(text => (Pack: PackReader.Read(text), Text: text)).MaxBy(known => known.Pack.Version);
    }

    public static async Task<IReadOnlyList<PackLine>> ListAsync(Session session, CancellationToken cancel)
    {
        var kept = await session.ListAsync("SELECT DISTINCT id FROM packs", row => row.GetString(0), cancel);
        var packs = new List<PackLine>();
        foreach (var id in kept.Union(ShippedPacks.Ids(), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (pack, _) = (await FindAsync(session, id, cancel))!.Value;
            packs.Add(new PackLine(pack.Id, pack.Version, pack.Hash, pack.Content.KeepDays.Value));
        }
        return packs;
    }

    public static Task KeepAsync(Session session, RulePack pack, string text, CancellationToken cancel) => session.DoAsync(
        "INSERT INTO packs (hash, id, version, body) VALUES (@hash, @id, @version, @body) ON CONFLICT (hash) DO NOTHING", cancel,
        ("@hash", pack.Hash), ("@id", pack.Id), ("@version", pack.Version), ("@body", text));
}

/// <summary>A rule pack that exams may be planned under, and how many days it keeps recordings.</summary>
internal sealed record PackLine(string Id, int Version, string Hash, int KeepDays);
