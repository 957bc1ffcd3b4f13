namespace EdgeProctoring.Rules;

/// <summary>
/// Finds a sighting by a key of its own. Only references are kept, no keys: a hub holds millions of them, and a table of keys
/// would weigh more than what it finds.
/// </summary>
internal abstract class SightingTable
{
    private Sighting?[] _slots = new Sighting?[4];
    private int _count;

    /// <summary>The known sighting with the same key; null when this one is new and was put in.</summary>
    public Sighting? FindOrAdd(Sighting sighting)
    {
        if (_count * 4 >= _slots.Length * 3)
        {
            Grow();
        }
        ref var slot = ref SlotOf(_slots, sighting);
        if (slot is not null)
        {
            return slot;
        }
        slot = sighting;
        _count++;
        return null;
    }

    /// <summary>Puts a sighting in the place of the one with the same key.</summary>
    public void Replace(Sighting sighting) => SlotOf(_slots, sighting) = sighting;

    public IEnumerable<Sighting> All => _slots.OfType<Sighting>();

    protected abstract int Hash(Sighting sighting);

    protected abstract bool SameKey(Sighting one, Sighting other);

    private ref Sighting? SlotOf(Sighting?[] slots, Sighting sighting)
    {
        var at = Hash(sighting) & (slots.Length - 1);
        while (slots[at] is { } taken && !SameKey(taken, sighting))
        {
            at = (at + 1) & (slots.Length - 1);
        }
        return ref slots[at];
    }

    private void Grow()
    {
        var larger = new Sighting?[_slots.Length * 2];
        foreach (var sighting in _slots)
        {
            if (sighting is not null)
            {
                SlotOf(larger, sighting) = sighting;
            }
        }
        _slots = larger;
    }

    /// <summary>By the observation's id.</summary>
    public sealed class ById : SightingTable
    {
        public Sighting? Find(string id)
        {
            var hash = id.GetHashCode(StringComparison.Ordinal);
            for (var at = hash & (_slots.Length - 1); _slots[at] is { } taken; at = (at + 1) & (_slots.Length - 1))
            {
                if (taken.IdHash == hash && taken.Id == id)
                {
                    return taken;
                }
            }
            return null;
        }

        protected override int Hash(Sighting sighting) => sighting.IdHash;

        protected override bool SameKey(Sighting one, Sighting other) => one.IdHash == other.IdHash && one.Id == other.Id;
    }

    /// <summary>By the number of the message within its sender's boot.</summary>
    public sealed class ByMessage : SightingTable
    {
        protected override int Hash(Sighting sighting) => (int)((ulong)sighting.Seq * 0x9E3779B97F4A7C15 >> 32);

        protected override bool SameKey(Sighting one, Sighting other) =>
            one.Seq == other.Seq && one.Source.Kind == other.Source.Kind && one.Source.Sender == other.Source.Sender && one.Boot == other.Boot;
    }
}
