using EdgeProctoring.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The one that writes the spool's file. What it counts in memory moves only when a transaction is on the disk.</summary>
internal sealed class SpoolWriter : IDisposable
{
    /// <summary>From this share of its bound on the spool takes no more stretches that may be thinned.</summary>
    private const int ThinFromPercent = 90;

    private readonly SqliteConnection _connection;
    private readonly NodeClock _clock;
    private readonly NodeIdentity _node;
    private readonly long _mostBytes;
    private readonly long _boot;
    private readonly SqliteCommand _insertItem;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _end;
    private readonly SqliteCommand _insertEvidence;
    private readonly SqliteCommand _alive;
    private Counts _counts;
    private SpoolState _state = new(0, 0, null, 0, 0);

    public SpoolWriter(string file, NodeIdentity node, long mostBytes, NodeClock clock)
    {
        (_connection, _node, _mostBytes, _clock) = (SpoolDatabase.Open(file), node, mostBytes, clock);
        SpoolDatabase.MakeTables(_connection);
        var alive = SpoolDatabase.Number(_connection, "SELECT MAX(alive_us) FROM boots");
        BeforeThis = alive > 0 ? WireTime.FromMicroseconds(alive) : null;
        _boot = SpoolDatabase.Number(_connection, "SELECT MAX(n) FROM boots") + 1;
        using (var insert = SpoolDatabase.Prepare(_connection, "INSERT INTO boots (n, boot, started_us, alive_us) VALUES (@n, @boot, @now, @alive)", "@n", "@boot", "@now", "@alive"))
        {
            insert.Run(_boot, node.Boot, Now, clock.IsTrusted ? Now : 0);
        }
        SpoolDatabase.Run(_connection, "DELETE FROM boots WHERE n < (SELECT MAX(n) FROM boots) AND NOT EXISTS (SELECT 1 FROM items WHERE items.boot = boots.n)");
        _insertItem = SpoolDatabase.Prepare(_connection, "INSERT INTO items (boot, seq, bytes, at_us) VALUES (@boot, @seq, @bytes, @at)", "@boot", "@seq", "@bytes", "@at");
        _begin = SpoolDatabase.Prepare(_connection, "INSERT OR REPLACE INTO going_on (id, bytes) VALUES (@id, @bytes)", "@id", "@bytes");
        _end = SpoolDatabase.Prepare(_connection, "DELETE FROM going_on WHERE id = @id", "@id");
        _alive = SpoolDatabase.Prepare(_connection, "UPDATE boots SET alive_us = @now WHERE n = @n", "@now", "@n");
        _insertEvidence = SpoolDatabase.Prepare(_connection, """
            INSERT OR IGNORE INTO evidence (id, exam, room, seat, camera, media_type, size, sha256, from_us, to_us, state)
            VALUES (@id, @exam, @room, @seat, @camera, @type, @size, @sha, @from, @to, 0)
            """, "@id", "@exam", "@room", "@seat", "@camera", "@type", "@size", "@sha", "@from", "@to");
        _counts = new Counts(1, null, SpoolDatabase.Number(_connection, "SELECT COUNT(*) FROM items"), SpoolDatabase.Number(_connection, "SELECT SUM(LENGTH(bytes)) FROM items"), 0, 0);
        Publish();
    }

    public DateTimeOffset? BeforeThis { get; }
    public SpoolState State => Volatile.Read(ref _state);
    private long Now => WireTime.ToMicroseconds(_clock.Now);

    /// <summary>Does all of it or, when the disk refuses, nothing.</summary>
    public void InOneTransaction(IReadOnlyList<Work> batch)
    {
        var before = _counts;
        try
        {
            SpoolDatabase.Run(_connection, "BEGIN IMMEDIATE");
            foreach (var work in batch)
            {
                work.Result = work.Act(this);
            }
            if (_clock.IsTrusted)
            {
                _alive.Run(Now, _boot);
            }
            SpoolDatabase.Run(_connection, "COMMIT");
        }
        catch
        {
            _counts = before;
            TakeBack();
            throw;
        }
        Publish();
    }

    public bool Append(SpoolEntry entry)
    {
        if (_counts.Bytes >= _mostBytes)
        {
            _counts = _counts with { Refused = _counts.Refused + 1 };
            return false;
        }
        if (entry.MayThin && _counts.Bytes >= _mostBytes / 100 * ThinFromPercent)
        {
            _counts = _counts with { Thinned = _counts.Thinned + 1 };
            return false;
        }
        foreach (var item in entry.Items)
        {
            Append(item);
        }
        foreach (var kept in entry.Evidence)
        {
            _insertEvidence.Run(kept.Id, kept.Subject.Exam ?? "", kept.Subject.Room ?? "", kept.Subject.Seat ?? "", kept.Camera, kept.MediaType, kept.Size, kept.Sha256,
                WireTime.ToMicroseconds(kept.From), WireTime.ToMicroseconds(kept.To));
        }
        return true;
    }

    public bool Free(Receipt receipt)
    {
        if (BootNumber(receipt.Boot) is not { } boot)
        {
            return false;
        }
        foreach (var refused in receipt.Refused)
        {
            using var bury = SpoolDatabase.Prepare(_connection, """
                INSERT OR IGNORE INTO dead (boot, seq, bytes, reason, at_us) SELECT @name, seq, bytes, @reason, @now FROM items WHERE boot = @boot AND seq = @seq
                """, "@name", "@reason", "@now", "@boot", "@seq");
            bury.Run(receipt.Boot, refused.Reason, Now, boot, refused.Seq);
            Delete(boot, refused.Seq, refused.Seq);
        }
        long from = 1;
        foreach (var gap in receipt.Gaps.OrderBy(gap => gap.From))
        {
            Delete(boot, from, Math.Min(gap.From - 1, receipt.DurableTo));
            from = Math.Max(from, gap.To + 1);
        }
        Delete(boot, from, receipt.DurableTo);
        return true;
    }

    /// <summary>Corrects what this life has kept under a time that could not be true.</summary>
    public int Correct(TimeSpan step)
    {
        var (corrected, last) = new StampCorrection(_connection, _node, _boot, step, _clock.IsPlausible).Run();
        _counts = _counts with { LastManifest = last ?? _counts.LastManifest };
        return corrected;
    }

    public bool Settle(string evidence, EvidenceState state, string fault)
    {
        using var update = SpoolDatabase.Prepare(_connection, "UPDATE evidence SET state = @state, fault = @fault, done_us = @now WHERE id = @id", "@state", "@fault", "@now", "@id");
        return update.Run((int)state, fault, Now, evidence) > 0;
    }

    public bool Forget(string evidence)
    {
        using var delete = SpoolDatabase.Prepare(_connection, "DELETE FROM evidence WHERE id = @id", "@id");
        return delete.Run(evidence) > 0;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _insertItem, _begin, _end, _insertEvidence, _alive })
        {
            command.Dispose();
        }
        _connection.Dispose();
    }

    private void TakeBack()
    {
        try
        {
            SpoolDatabase.Run(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk has ended the transaction already.
        }
    }

    private void Append(BatchItem item)
    {
        var seq = _counts.NextSeq;
        var numbered = item with { Seq = seq };
        if (item.Manifest is { } entry)
        {
            var linked = entry with { PreviousSha256 = _counts.LastManifest };
            numbered = numbered with { Manifest = linked };
            _counts = _counts with { LastManifest = Wire.HashOf(linked) };
        }
        else if (item.Observation is { } observation)
        {
            numbered = numbered with { Observation = observation with { Boot = _node.Boot, Seq = seq } };
        }
        var bytes = Wire.EncodeItem(numbered);
        _insertItem.Run(_boot, seq, bytes, Now);
        if (item.Observation is { } seen)
        {
            _ = seen.To is null ? _begin.Run(seen.Id, bytes) : _end.Run(seen.Id);
        }
        _counts = _counts with { NextSeq = seq + 1, Items = _counts.Items + 1, Bytes = _counts.Bytes + bytes.Length };
    }

    private void Delete(long boot, long from, long to)
    {
        if (to < from)
        {
            return;
        }
        using var sum = SpoolDatabase.Prepare(_connection, "SELECT COUNT(*), SUM(LENGTH(bytes)) FROM items WHERE boot = @boot AND seq BETWEEN @from AND @to", "@boot", "@from", "@to");
        sum.Set(boot, from, to);
        using (var row = sum.ExecuteReader())
        {
            row.Read();
            if (row.GetInt64(0) == 0)
            {
                return;
            }
            _counts = _counts with { Items = _counts.Items - row.GetInt64(0), Bytes = _counts.Bytes - row.GetInt64(1) };
        }
        using var delete = SpoolDatabase.Prepare(_connection, "DELETE FROM items WHERE boot = @boot AND seq BETWEEN @from AND @to", "@boot", "@from", "@to");
        delete.Run(boot, from, to);
    }

    private long? BootNumber(string boot)
    {
        using var ask = SpoolDatabase.Prepare(_connection, "SELECT n FROM boots WHERE boot = @boot", "@boot");
        ask.Set(boot);
        return ask.ExecuteScalar() as long?;
    }

    private void Publish()
    {
        var oldest = SpoolDatabase.Number(_connection, "SELECT at_us FROM items ORDER BY boot, seq LIMIT 1");
        Volatile.Write(ref _state, new SpoolState(_counts.Items, _counts.Bytes, oldest > 0 ? WireTime.FromMicroseconds(oldest) : null, _counts.Thinned, _counts.Refused));
    }

    private sealed record Counts(long NextSeq, string? LastManifest, long Items, long Bytes, long Thinned, long Refused);
}
