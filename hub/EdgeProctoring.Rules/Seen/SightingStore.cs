using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The set of what was seen in one sitting: duplicates vanish, revisions of one id become one. Empty stores cost nothing.</summary>
internal sealed class SightingStore(RulePack pack)
{
    private SightingTable.ByMessage? _messages;
    private SightingTable.ById? _byId;
    private List<Sighting>[] _byKind = [];
    private ulong _kinds;
    private ulong _unsettled;

    /// <summary>The rules whose observations have changed since this was last cleared.</summary>
    public ulong ChangedRules { get; private set; }
    /// <summary>Whether activity or a gap changed, which bound the sitting and its recordings.</summary>
    public bool BoundsChanged { get; private set; }
    /// <summary>Whether anything changed that a judgement asks for; what no rule takes for certain enough does not.</summary>
    public bool HasChanged => ChangedRules != 0 || BoundsChanged;
    public bool IsEmpty => _messages is null;

    /// <summary>All observations of a kind, each in its latest form and in no order; null where there are none.</summary>
    public List<Sighting>? Of(int kind)
    {
        if ((_kinds & (1UL << kind)) == 0)
        {
            return null;
        }
        var list = _byKind[PlaceOf(kind)];
        if ((_unsettled & (1UL << kind)) != 0)
        {
            list.RemoveAll(static sighting => sighting.Superseded);
            _unsettled &= ~(1UL << kind);
        }
        return list;
    }

    /// <summary>Whether what has this id still goes on, as far as is known.</summary>
    public bool GoesOn(string id) => _byId?.Find(id) is { To: Sighting.Open };

    public void ClearChanges() => (ChangedRules, BoundsChanged) = (0, false);

    public Taken Add(Observation observation)
    {
        var kind = pack.IndexOf(observation.Kind);
        return kind < 0 ? Taken.Unused : Add(Sighting.Of(observation, kind));
    }

    private Taken Add(Sighting message)
    {
        _messages ??= new SightingTable.ByMessage();
        if (_messages.FindOrAdd(message) is not { } known)
        {
            Enter(message);
            return Taken.Added;
        }
        // The same number twice from one life of a sender: one of them counts, whichever came first.
        if (SightingOrder.CompareMessage(message, known) >= 0)
        {
            return Taken.Duplicate;
        }
        _messages.Replace(message);
        Rebuild();
        return Taken.Added;
    }

    private void Enter(Sighting message)
    {
        _byId ??= new SightingTable.ById();
        if (_byId.FindOrAdd(message) is not { } known)
        {
            Place(message);
            return;
        }
        known.Superseded = true;
        _unsettled |= 1UL << known.Kind;
        Touch(known);
        var merged = Sighting.Merge(known, message);
        _byId.Replace(merged);
        Place(merged);
    }

    private void Place(Sighting sighting)
    {
        var place = PlaceOf(sighting.Kind);
        if ((_kinds & (1UL << sighting.Kind)) == 0)
        {
            // Few of the kinds are ever seen in one sitting: only those have a list.
            _byKind = [.. _byKind[..place], new List<Sighting>(1), .. _byKind[place..]];
            _kinds |= 1UL << sighting.Kind;
        }
        _byKind[place].Add(sighting);
        Touch(sighting);
    }

    private int PlaceOf(int kind) => System.Numerics.BitOperations.PopCount(_kinds & ((1UL << kind) - 1));

    private void Touch(Sighting sighting)
    {
        ChangedRules |= pack.RulesFor(sighting.Kind, sighting.Confidence);
        BoundsChanged |= sighting.Kind == pack.PageActive || sighting.Kind == pack.StreamGap;
    }

    private void Rebuild()
    {
        var messages = _messages!.All.ToArray();
        _byId = null;
        (_byKind, _kinds) = ([], 0);
        foreach (var message in messages)
        {
            message.Superseded = false;
            Enter(message);
        }
        ChangedRules = pack.AllRules;
        BoundsChanged = true;
    }
}
