using System.Diagnostics.Metrics;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>What came in, as counters on the meter <c>EdgeProctoring.Hub</c>.</summary>
internal sealed class IngestMeter : IDisposable
{
    public const string Name = "EdgeProctoring.Hub";

    private readonly Meter _meter;
    private readonly Counter<long> _items;
    private readonly Counter<long> _refusedItems;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _refusedBatches;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _asked;

    public IngestMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _items = _meter.CreateCounter<long>("hub.ingest.items", description: "Items that came in.");
        _refusedItems = _meter.CreateCounter<long>("hub.ingest.items.refused", description: "Items that broke the contract.");
        _batches = _meter.CreateCounter<long>("hub.ingest.batches", description: "Batches that came in.");
        _refusedBatches = _meter.CreateCounter<long>("hub.ingest.batches.refused", description: "Batches refused as a whole.");
        _duplicates = _meter.CreateCounter<long>("hub.ingest.items.duplicate", description: "Items that were held already.");
        _turnedAway = _meter.CreateCounter<long>("hub.ingest.batches.turned-away", description: "Batches that found no place in their partition.");
        _asked = _meter.CreateCounter<long>("hub.ingest.items.asked", description: "Items that nodes were asked for again.");
    }

    public void Taken(int items, int refused)
    {
        _batches.Add(1);
        _items.Add(items);
        _refusedItems.Add(refused);
    }

    public void RefusedBatch() => _refusedBatches.Add(1);
    public void TurnedAway() => _turnedAway.Add(1);
    public void Asked(long items) => _asked.Add(items);
    public void Duplicates(int count) => _duplicates.Add(count);
    public void Dispose() => _meter.Dispose();
}
