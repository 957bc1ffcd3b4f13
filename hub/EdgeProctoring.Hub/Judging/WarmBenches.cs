namespace EdgeProctoring.Hub.Judging;

/// <summary>
/// The sittings whose conclusions are kept in memory: those that something happened in last. Of the others only what was seen
/// is kept, a fraction of that; they are concluded again when something happens in them or somebody asks.
/// </summary>
internal sealed class WarmBenches(int most)
{
    private readonly LinkedList<SittingBench> _benches = [];

    public void Touch(SittingBench bench)
    {
        if (bench.Warm is { } place)
        {
            _benches.Remove(place);
            _benches.AddLast(place);
        }
        else
        {
            bench.Warm = _benches.AddLast(bench);
        }
    }

    public void RestOldest()
    {
        while (_benches.Count > most)
        {
            var oldest = _benches.First!.Value;
            _benches.RemoveFirst();
            oldest.Warm = null;
            oldest.Rest();
        }
    }

    public void Leave(ExamBench exam)
    {
        foreach (var bench in exam.Sittings.Values.Where(bench => bench.Warm is not null))
        {
            _benches.Remove(bench.Warm!);
            bench.Warm = null;
        }
    }

    public void Clear() => _benches.Clear();
}
