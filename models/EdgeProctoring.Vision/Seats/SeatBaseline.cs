namespace EdgeProctoring.Vision;

/// <summary>
/// What lies on a desk when the exam begins is no offence: papers, a bottle, an open book that looks like a laptop. It learns
/// during the first looks; later finds of the same kind in the same place are known. A phone is never learned.
/// </summary>
public sealed class SeatBaseline(int looksToLearn = SeatBaseline.UsualLooks)
{
    /// <summary>About ten seconds at two looks a second.</summary>
    public const int UsualLooks = 20;
    /// <summary>Lies in the same place.</summary>
    private const float SamePlace = 0.4f;
    /// <summary>Of the looks that learned, so many must have shown it: what was carried past was not there.</summary>
    private const float OftenEnough = 0.3f;

    private readonly List<(Detection Find, int Times)> _seen = [];
    private int _looks;

    public bool HasLearned => _looks >= looksToLearn;

    /// <summary>How many things are known to lie here.</summary>
    public int Known => HasLearned ? _seen.Count : 0;

    /// <summary>Takes what one look showed at the seat; does nothing once it has learned.</summary>
    public void Learn(IReadOnlyList<Detection> finds)
    {
        if (HasLearned)
        {
            return;
        }
        for (var at = 0; at < finds.Count; at++)
        {
            if (CanBeKnown(finds[at].Thing))
            {
                Count(finds[at]);
            }
        }
        if (++_looks >= looksToLearn)
        {
            _seen.RemoveAll(one => one.Times < OftenEnough * looksToLearn);
        }
    }

    /// <summary>Whether it lay here when the exam began. While it learns nothing but a phone is news.</summary>
    public bool Knows(in Detection find)
    {
        if (!CanBeKnown(find.Thing))
        {
            return false;
        }
        if (!HasLearned)
        {
            return true;
        }
        foreach (var (known, _) in _seen)
        {
            if (AreAlike(known, find))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Learns anew: the examinees were told to clear their desks, or the camera was moved.</summary>
    public void Forget()
    {
        _seen.Clear();
        _looks = 0;
    }

    private void Count(in Detection find)
    {
        for (var at = 0; at < _seen.Count; at++)
        {
            if (AreAlike(_seen[at].Find, find))
            {
                _seen[at] = (_seen[at].Find, _seen[at].Times + 1);
                return;
            }
        }
        _seen.Add((find, 1));
    }

    /// <summary>Networks call an open book now book, now laptop: among flat things the place decides.</summary>
    private static bool AreAlike(in Detection known, in Detection find) =>
        (known.Thing == find.Thing || (IsFlat(known.Thing) && IsFlat(find.Thing))) && known.Overlap(find) >= SamePlace;

    private static bool IsFlat(DetectedThing thing) => thing is DetectedThing.Book or DetectedThing.Laptop or DetectedThing.Keyboard;

    private static bool CanBeKnown(DetectedThing thing) =>
        thing is not (DetectedThing.Face or DetectedThing.Person or DetectedThing.Phone or DetectedThing.Remote);
}
