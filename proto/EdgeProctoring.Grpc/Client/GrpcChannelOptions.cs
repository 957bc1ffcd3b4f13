using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>How a channel reaches its server.</summary>
public sealed class GrpcChannelOptions
{
    private TimeSpan _initialReconnectBackoff = TimeSpan.FromSeconds(1);
    private TimeSpan? _maxReconnectBackoff = TimeSpan.FromMinutes(2);

    /// <summary>The largest message that is sent, bytes. No limit by default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The largest message that is received, bytes, packed and unpacked. 4 MiB by default; null: no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = Protocol.DefaultMaxReceiveMessageSize;

    /// <summary>A client to use instead of an own one; not together with <see cref="HttpHandler"/>. Without back-off and wait-for-ready.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>A handler to use instead of an own one, with its certificates and its keep-alive.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Dispose the given client or handler with the channel. An own one always is.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>The pause after the first failed connection; it grows from there. 1 s by default, above zero.</summary>
    public TimeSpan InitialReconnectBackoff
    {
        get => _initialReconnectBackoff;
        set => _initialReconnectBackoff = value > TimeSpan.Zero
            ? value
            : throw new ArgumentException($"{nameof(InitialReconnectBackoff)} is {value}; a pause is longer than zero.", nameof(value));
    }

    /// <summary>The longest pause between connections. 2 min by default, above zero; null: no limit.</summary>
    public TimeSpan? MaxReconnectBackoff
    {
        get => _maxReconnectBackoff;
        set => _maxReconnectBackoff = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentException($"{nameof(MaxReconnectBackoff)} is {value}; a pause is longer than zero.", nameof(value));
    }

    internal TimeProvider Time { get; set; } = TimeProvider.System;
}
