using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Decides what is sent next over one connection: what is new and what was left from before take turns, so that a backlog
/// drains and live items don't wait for it. What no receipt freed in time is sent again.
/// </summary>
internal sealed class SendPlan
{
    /// <summary>Batches under way without a receipt.</summary>
    private const int MostOutstanding = 32;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _mostPatience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SpoolReader _reader;
    private readonly TimeProvider _time;
    private readonly string _ownBoot;
    private readonly long _own;
    private readonly long _liveFrom;
    private readonly Func<string, int> _room;
    private readonly Queue<(long Number, string Boot)> _boots;
    private readonly List<Outstanding> _outstanding = [];
    private long _live;
    private long _left = 1;
    private bool _liveNext = true;

    public SendPlan(SpoolReader reader, NodeIdentity node, TimeProvider time)
    {
        (_reader, _time, _ownBoot) = (reader, time, node.Boot);
        (_own, var last) = reader.Last();
        _live = _liveFrom = last + 1;
        _boots = new Queue<(long, string)>(reader.Boots());
        _room = boot => Limits.BatchBytes - Wire.EncodeBatchHead(SourceKind.Node, node.Node, boot).Length;
    }

    /// <summary>What to send now; null when there is nothing, or too much is under way.</summary>
    public PlannedBatch? Next()
    {
        lock (_gate)
        {
            if (Overdue() is { } again)
            {
                return again;
            }
            if (_outstanding.Count >= MostOutstanding)
            {
                return null;
            }
            _liveNext = !_liveNext;
            return _liveNext ? Live() ?? Left() : Left() ?? Live();
        }
    }

    /// <summary>How long nothing has to be sent again.</summary>
    public TimeSpan Rest()
    {
        lock (_gate)
        {
            var due = _outstanding.Count == 0 ? _mostPatience : _outstanding.Min(sent => sent.Patience - _time.GetElapsedTime(sent.Since));
            return due > TimeSpan.Zero ? due : TimeSpan.Zero;
        }
    }

    /// <summary>The hub holds these; what it lacks is sent again when its time has come.</summary>
    public void Freed(Receipt receipt)
    {
        lock (_gate)
        {
            _outstanding.RemoveAll(sent => sent.Batch.Boot == receipt.Boot && sent.Batch.To <= receipt.DurableTo
                && !receipt.Gaps.Any(gap => gap.From <= sent.Batch.To && gap.To >= sent.Batch.From));
        }
    }

    private PlannedBatch? Overdue()
    {
        while (_outstanding.Find(sent => _time.GetElapsedTime(sent.Since) >= sent.Patience) is { } late)
        {
            _outstanding.Remove(late);
            var patience = late.Patience * 2 < _mostPatience ? late.Patience * 2 : _mostPatience;
            if (Take(late.Batch.Number, late.Batch.Boot, late.Batch.From, late.Batch.To, patience) is { } again)
            {
                return again;
            }
        }
        return null;
    }

    private PlannedBatch? Live()
    {
        if (Take(_own, _ownBoot, _live, long.MaxValue, _patience) is { } batch)
        {
            _live = batch.To + 1;
            return batch;
        }
        return null;
    }

    private PlannedBatch? Left()
    {
        while (_boots.TryPeek(out var boot))
        {
            if (Take(boot.Number, boot.Boot, _left, boot.Number == _own ? _liveFrom - 1 : long.MaxValue, _patience) is { } batch)
            {
                _left = batch.To + 1;
                return batch;
            }
            _boots.Dequeue();
            _left = 1;
        }
        return null;
    }

    private PlannedBatch? Take(long number, string boot, long from, long to, TimeSpan patience)
    {
        var items = to < from ? [] : _reader.Items(number, from, to, _room(boot));
        if (items.Count == 0)
        {
            return null;
        }
        var batch = new PlannedBatch(number, boot, items[0].Seq, items[^1].Seq, [.. items.Select(item => item.Bytes)]);
        _outstanding.Add(new Outstanding(batch with { Items = [] }, _time.GetTimestamp(), patience));
        return batch;
    }

    private sealed record Outstanding(PlannedBatch Batch, long Since, TimeSpan Patience);
}

/// <summary>Items of one life that travel together.</summary>
internal sealed record PlannedBatch(long Number, string Boot, long From, long To, IReadOnlyList<byte[]> Items);
