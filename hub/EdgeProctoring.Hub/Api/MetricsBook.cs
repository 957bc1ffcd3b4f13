using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace EdgeProctoring.Hub.Api;

/// <summary>Adds up what the program's meters say, as Prometheus reads it: text, one line a value.</summary>
internal sealed class MetricsBook : IDisposable
{
    private const int MostSeries = 5_000;
    private static readonly string[] _meters = ["EdgeProctoring.", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public MetricsBook()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Any(name => instrument.Meter.Name.StartsWith(name, StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(one => one.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var (instrument, name) = (group.Key, NameOf(group.Key.Name));
            var isCounter = IsCounter(instrument);
            var isHistogram = IsHistogram(instrument);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description ?? instrument.Name}\n# TYPE {name} {(isHistogram ? "summary" : isCounter ? "counter" : "gauge")}\n");
            foreach (var (key, series) in group.OrderBy(one => one.Key.Labels, StringComparer.Ordinal))
            {
                if (isHistogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_sum{key.Labels} {series.Sum}\n{name}_count{key.Labels} {series.Count}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{key.Labels} {series.Sum}\n");
                }
            }
        }
        return text.ToString();
    }

    /// <summary>Everything as it stands now, for programs.</summary>
    public IReadOnlyList<Metric> Read()
    {
        _listener.RecordObservableInstruments();
        return [.. _series.GroupBy(one => one.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal).Select(group => new Metric(
            group.Key.Name, group.Key.Description ?? "", group.Key.Unit ?? "", IsHistogram(group.Key) ? MetricKind.Distribution : IsCounter(group.Key) ? MetricKind.Total : MetricKind.Level,
            [.. group.Select(one => new MetricPoint(one.Value.Tags, one.Value.Sum, one.Value.Count))]))];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, Labels(tags));
        if (_series.TryGetValue(key, out var series) || (_series.Count < MostSeries && (series = _series.GetOrAdd(key, new Series(Texts(tags)))) is not null))
        {
            series!.Add(value, isSet: instrument.IsObservable || (!IsCounter(instrument) && !IsHistogram(instrument) && !IsUpDown(instrument)));
        }
    }

    private static KeyValuePair<string, string>[] Texts(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new KeyValuePair<string, string>[tags.Length];
        for (var at = 0; at < tags.Length; at++)
        {
            texts[at] = new(tags[at].Key, $"{tags[at].Value}");
        }
        return texts;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }
        var labels = new List<string>();
        foreach (var (name, value) in tags)
        {
            labels.Add($"{NameOf(name)}=\"{$"{value}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
        }
        labels.Sort(StringComparer.Ordinal);
        return $"{{{string.Join(',', labels)}}}";
    }

    private static string NameOf(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static bool IsCounter(Instrument instrument) => Is(instrument, "Counter`1") || Is(instrument, "ObservableCounter`1");

    private static bool IsUpDown(Instrument instrument) => Is(instrument, "UpDownCounter`1");

    private static bool IsHistogram(Instrument instrument) => Is(instrument, "Histogram`1");

    private static bool Is(Instrument instrument, string type) => instrument.GetType().Name == type;

    private sealed class Series(KeyValuePair<string, string>[] tags)
    {
        private readonly Lock _gate = new();

        public KeyValuePair<string, string>[] Tags => tags;
        public double Sum { get; private set; }
        public long Count { get; private set; }

        public void Add(double value, bool isSet)
        {
            lock (_gate)
            {
                Sum = isSet ? value : Sum + value;
                Count++;
            }
        }
    }
}

internal enum MetricKind
{
    /// <summary>What is now.</summary>
    Level = 1,
    /// <summary>What has come together since the start; it only grows.</summary>
    Total,
    /// <summary>How many, and how much in all.</summary>
    Distribution,
}

/// <summary>One instrument with all its series.</summary>
internal sealed record Metric(string Name, string Description, string Unit, MetricKind Kind, IReadOnlyList<MetricPoint> Points);

/// <summary>One series: its labels, its value or sum, and how often something was added.</summary>
internal sealed record MetricPoint(IReadOnlyList<KeyValuePair<string, string>> Tags, double Sum, long Count);
