using Google.Protobuf;

namespace EdgeProctoring.Hub.Api;

/// <summary>
/// Metrics as an ExportMetricsServiceRequest of OpenTelemetry (opentelemetry-proto v1, metrics/v1/metrics.proto). Written by
/// hand: the messages are few, and their field numbers are fixed for good.
/// </summary>
internal static class OtlpMetrics
{
    private const int Cumulative = 2;

    public static byte[] Encode(string campus, IReadOnlyList<Metric> metrics, DateTimeOffset begun, DateTimeOffset now) => Message(request => Nested(request, 1, resource =>
    {
        Nested(resource, 1, what =>
        {
            Attribute(what, 1, "service.name", "edgeproctoring-hub");
            Attribute(what, 1, "service.instance.id", campus);
        });
        Nested(resource, 2, scope =>
        {
            Nested(scope, 1, name => Text(name, 1, "EdgeProctoring.Hub"));
            foreach (var metric in metrics)
            {
                Nested(scope, 2, one => Write(one, metric, begun, now));
            }
        });
    }));

    private static void Write(CodedOutputStream output, Metric metric, DateTimeOffset begun, DateTimeOffset now)
    {
        Text(output, 1, metric.Name);
        Text(output, 2, metric.Description);
        Text(output, 3, metric.Unit);
        var field = metric.Kind switch { MetricKind.Level => 5, MetricKind.Total => 7, _ => 11 };
        Nested(output, field, data =>
        {
            foreach (var point in metric.Points)
            {
                Nested(data, 1, one => Write(one, metric.Kind, point, begun, now));
            }
            if (metric.Kind == MetricKind.Total)
            {
                data.WriteTag(2, WireFormat.WireType.Varint);
                data.WriteEnum(Cumulative);
                data.WriteTag(3, WireFormat.WireType.Varint);
                data.WriteBool(true);
            }
        });
    }

    private static void Write(CodedOutputStream output, MetricKind kind, MetricPoint point, DateTimeOffset begun, DateTimeOffset now)
    {
        Fixed(output, 2, Nanoseconds(begun));
        Fixed(output, 3, Nanoseconds(now));
        if (kind == MetricKind.Distribution)
        {
            Fixed(output, 4, (ulong)point.Count);
        }
        output.WriteTag(kind == MetricKind.Distribution ? 5 : 4, WireFormat.WireType.Fixed64);
        output.WriteDouble(point.Sum);
        foreach (var (name, value) in point.Tags)
        {
            Attribute(output, 7, name, value);
        }
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static void Attribute(CodedOutputStream output, int field, string name, string value) => Nested(output, field, pair =>
    {
        Text(pair, 1, name);
        Nested(pair, 2, any => Text(any, 1, value));
    });

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Fixed(CodedOutputStream output, int field, ulong number)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteFixed64(number);
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }
        return bytes.ToArray();
    }
}
