using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The set of what was seen in one sitting: duplicates vanish, revisions of one id become one. Empty stores cost nothing.</summary>
internal sealed class SightingStore(RulePack pack)
{
    private static readonly Comparison<Sighting> _byTime = static (one, other) =>
    {
        var order = one.From.CompareTo(other.From);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    };

    private Dictionary<MessageKey, Sighting>? _messages;
    private Dictionary<string, Sighting>? _byId;
    private List<Sighting>?[]? _byKind;
    private ulong _unsettled;

    /// <summary>The rules whose observations have changed since this was last cleared.</summary>
    public ulong ChangedRules { get; private set; }
    /// <summary>Whether what bounds the sitting or its recordings has changed.</summary>
    public bool ActivityChanged { get; private set; }
    public bool IsEmpty => _messages is null;

    /// <summary>All observations of a kind in order of time; null where there are none.</summary>
    public List<Sighting>? Of(int kind)
    {
        if (_byKind?[kind] is not { } list)
        {
            return null;
        }
        if ((_unsettled & (1UL << kind)) != 0)
        {
            Settle(list);
            _unsettled &= ~(1UL << kind);
        }
        return list;
    }

    public void ClearChanges() => (ChangedRules, ActivityChanged) = (0, false);

    public Taken Add(Observation observation)
    {
        var kind = pack.IndexOf(observation.Kind);
        return kind < 0 ? Taken.Unused : Add(Sighting.Of(observation, kind));
    }

    private Taken Add(Sighting message)
    {
        var key = new MessageKey(message.Source.Kind, message.Source.Sender, message.Boot, message.Seq);
        _messages ??= [];
        if (!_messages.TryAdd(key, message))
        {
            // The same number twice from one life of a sender: one of them counts, whichever came first.
            var order = SightingOrder.CompareMessage(message, _messages[key]);
            if (order < 0)
            {
                _messages[key] = message;
                Rebuild();
                return Taken.Added;
            }
            return Taken.Duplicate;
        }
        Enter(message);
        return Taken.Added;
    }

    private void Enter(Sighting message)
    {
        _byId ??= new Dictionary<string, Sighting>(StringComparer.Ordinal);
        if (_byId.TryAdd(message.Id, message))
        {
            Place(message);
            return;
        }
        var known = _byId[message.Id];
        known.Superseded = true;
        Touch(known.Kind);
        var merged = Sighting.Merge(known, message);
        _byId[message.Id] = merged;
        Place(merged);
    }

    private void Place(Sighting sighting)
    {
        _byKind ??= new List<Sighting>?[pack.KindCount];
        (_byKind[sighting.Kind] ??= []).Add(sighting);
        Touch(sighting.Kind);
    }

    // Sorted when read, not when added: a late or revised observation would move all after it.
    private static void Settle(List<Sighting> list)
    {
        list.RemoveAll(static sighting => sighting.Superseded);
        for (var at = 1; at < list.Count; at++)
        {
            if (_byTime(list[at - 1], list[at]) > 0)
            {
                list.Sort(_byTime);
                return;
            }
        }
    }

    private void Touch(int kind)
    {
        _unsettled |= 1UL << kind;
        ChangedRules |= pack.RulesOfKind[kind];
        ActivityChanged |= kind == pack.PageActive || kind == pack.StreamGap;
    }

    private void Rebuild()
    {
        var messages = _messages!.Values.ToArray();
        _byId = null;
        _byKind = null;
        foreach (var message in messages)
        {
            message.Superseded = false;
            Enter(message);
        }
        ChangedRules = pack.AllRules;
        ActivityChanged = true;
    }

    private readonly record struct MessageKey(SourceKind Kind, string Sender, string Boot, long Seq);
}
