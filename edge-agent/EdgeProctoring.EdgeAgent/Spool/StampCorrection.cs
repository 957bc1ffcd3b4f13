using EdgeProctoring.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Corrects the stamps of one life's items that lie in the spool, once the true time is known. None of them was ever sent.</summary>
internal sealed class StampCorrection(SqliteConnection connection, NodeIdentity node, long boot, TimeSpan step, Func<DateTimeOffset, bool> isPlausible)
{
    private string? _lastManifest;

    /// <summary>How many were corrected, and the end of the chain of manifest entries.</summary>
    public (int Corrected, string? LastManifest) Run()
    {
        var corrected = 0;
        using var update = SpoolDatabase.Prepare(connection, "UPDATE items SET bytes = @bytes, at_us = @at WHERE boot = @boot AND seq = @seq", "@bytes", "@at", "@boot", "@seq");
        using var open = SpoolDatabase.Prepare(connection, "UPDATE going_on SET bytes = @bytes WHERE id = @id", "@bytes", "@id");
        foreach (var (seq, bytes, at) in Read())
        {
            var item = Wire.DecodeBatch(Wire.JoinItems(SourceKind.Node, node.Node, node.Boot, [bytes])).Batch.Items.Single();
            var right = Corrected(item);
            corrected += right != item ? 1 : 0;
            if (right.Manifest is { } entry)
            {
                right = right with { Manifest = entry with { PreviousSha256 = _lastManifest } };
                _lastManifest = Wire.HashOf(right.Manifest);
            }
            var encoded = Wire.EncodeItem(right);
            update.Run(encoded, WireTime.ToMicroseconds(Shifted(WireTime.FromMicroseconds(at))), boot, seq);
            if (right.Observation is { To: null } seen)
            {
                open.Run(encoded, seen.Id);
            }
        }
        CorrectEvidence();
        return (corrected, _lastManifest);
    }

    private List<(long Seq, byte[] Bytes, long At)> Read()
    {
        using var select = SpoolDatabase.Prepare(connection, "SELECT seq, bytes, at_us FROM items WHERE boot = @boot ORDER BY seq", "@boot");
        select.Set(boot);
        using var rows = select.ExecuteReader();
        var items = new List<(long, byte[], long)>();
        while (rows.Read())
        {
            items.Add((rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetInt64(2)));
        }
        return items;
    }

    private void CorrectEvidence()
    {
        using var select = SpoolDatabase.Prepare(connection, "SELECT id, from_us, to_us FROM evidence");
        var wrong = new List<(string Id, long From, long To)>();
        using (var rows = select.ExecuteReader())
        {
            while (rows.Read())
            {
                if (!isPlausible(WireTime.FromMicroseconds(rows.GetInt64(1))))
                {
                    wrong.Add((rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)));
                }
            }
        }
        using var update = SpoolDatabase.Prepare(connection, "UPDATE evidence SET from_us = @from, to_us = @to WHERE id = @id", "@from", "@to", "@id");
        var by = WireTime.ToMicroseconds(step);
        wrong.ForEach(row => update.Run(row.From + by, row.To + by, row.Id));
    }

    private BatchItem Corrected(BatchItem item) => item switch
    {
        { Observation: { } seen } when Wrong(seen.From, seen.To) => item with { Observation = seen with { From = Shifted(seen.From), To = Shifted(seen.To), Clock = Said(seen.Clock) } },
        { Coverage: { } stretch } when Wrong(stretch.From, stretch.To) => item with { Coverage = stretch with { From = Shifted(stretch.From), To = Shifted(stretch.To) } },
        { Manifest: { } entry } when Wrong(entry.From, entry.To) => item with { Manifest = entry with { From = Shifted(entry.From), To = Shifted(entry.To), Clock = Said(entry.Clock) } },
        _ => item,
    };

    /// <summary>The reading says by how much its stamp was corrected.</summary>
    private ClockReading Said(ClockReading reading) => reading with { Offset = step };

    private bool Wrong(DateTimeOffset from, DateTimeOffset? to) => !isPlausible(from) || (to is { } end && !isPlausible(end));

    private DateTimeOffset? Shifted(DateTimeOffset? at) => at is { } when ? Shifted(when) : null;

    private DateTimeOffset Shifted(DateTimeOffset at) => isPlausible(at) ? at : at + step;
}
