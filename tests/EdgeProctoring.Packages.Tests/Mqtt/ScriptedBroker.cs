using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeProctoring.Packages.Tests.Mqtt;

/// <summary>A peer that says exactly what a test wants, byte for byte: for limits that mosquitto does not set and for hostile answers.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _client;

    public ScriptedBroker() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public MQTTnet.MqttClientOptionsBuilder Options => Connect.To("localhost", Port);

    /// <summary>Takes a connection, reads its CONNECT and answers with CONNACK and these properties.</summary>
    public async Task<byte[]> AcceptAsync(params byte[] properties)
    {
        var connect = await AcceptSilentlyAsync();
        await SendAsync([0x20, (byte)(3 + properties.Length), 0, 0, (byte)properties.Length, .. properties]);
        return connect;
    }

    public async Task<byte[]> AcceptSilentlyAsync()
    {
        _client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        _client.NoDelay = true;
        return (await ReadAsync()).Body;
    }

    public async Task SendAsync(byte[] bytes) =>
        await _client!.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(TestClient.Limit);

    /// <summary>A PUBLISH on topic "t" without properties.</summary>
    public static byte[] Publish(int flags, ushort id, byte[] payload)
    {
        var size = 3 + ((flags & 6) == 0 ? 0 : 2) + 1 + payload.Length;
        var length = new List<byte>();
        for (; size > 127; size >>= 7)
        {
            length.Add((byte)(size & 127 | 128));
        }
        return [(byte)(0x30 | flags), .. length, (byte)size, 0, 1, (byte)'t', .. (flags & 6) == 0 ? Array.Empty<byte>() : [(byte)(id >> 8), (byte)id], 0, .. payload];
    }

    public Task AcknowledgeAsync(byte[] publish)
    {
        var at = 2 + BinaryPrimitives.ReadUInt16BigEndian(publish);
        return SendAsync([0x40, 2, publish[at], publish[at + 1]]);
    }

    /// <summary>The next packet that the client sent; header -1 where it closed the line.</summary>
    public async Task<(int Header, byte[] Body)> ReadAsync()
    {
        var stream = _client!.GetStream();
        var one = new byte[1];
        if (await stream.ReadAsync(one, TestContext.Current.CancellationToken).AsTask().WaitAsync(TestClient.Limit) == 0)
        {
            return (-1, []);
        }
        var header = one[0];
        var size = 0;
        for (var shift = 0; ; shift += 7)
        {
            await stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken).AsTask().WaitAsync(TestClient.Limit);
            size |= (one[0] & 127) << shift;
            if (one[0] < 128)
            {
                break;
            }
        }
        var body = new byte[size];
        await stream.ReadExactlyAsync(body, TestContext.Current.CancellationToken).AsTask().WaitAsync(TestClient.Limit);
        return (header, body);
    }

    /// <summary>True where the client sends nothing more for this long.</summary>
    public async Task<bool> IsQuietAsync(TimeSpan moment)
    {
        using var stop = new CancellationTokenSource(moment);
        try
        {
            return await _client!.GetStream().ReadAsync(new byte[1], stop.Token) == 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
