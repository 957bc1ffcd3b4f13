using System.Diagnostics.Metrics;

namespace EdgeProctoring.Mqtt;

/// <summary>Counts what the API has no place to report.</summary>
internal static class ClientMeter
{
    private static readonly Meter _meter = new("EdgeProctoring.Mqtt");

    /// <summary>QoS 0 messages thrown away because the handlers were too slow.</summary>
    public static readonly Counter<long> Dropped = _meter.CreateCounter<long>("mqtt.client.messages.dropped");

    /// <summary>Event handlers that threw; a message whose handler threw stays unacknowledged.</summary>
    public static readonly Counter<long> HandlerFailures = _meter.CreateCounter<long>("mqtt.client.handler.failures");
}
