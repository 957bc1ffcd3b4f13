using System.IO.Pipelines;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>An opened line and the broker's first answer.</summary>
internal sealed record Handshake(Line Line, PipeReader Input, MqttClientConnectResult Result)
{
    /// <summary>The largest packet that this client takes where its options name none.</summary>
    public const uint DefaultMaximumPacketSize = 16 << 20;

    /// <summary>Opens the line, sends CONNECT and reads CONNACK. The line stays open only where the broker accepts.</summary>
    public static async Task<Handshake> OpenAsync(MqttClientOptions options, CancellationToken cancel)
    {
        var line = await Line.ConnectAsync(options.Check(), cancel).ConfigureAwait(false);
        try
        {
            var writer = new WireWriter();
            ConnectPacket.Write(writer, options, MaximumPacketSize(options));
            await line.Stream.WriteAsync(writer.Written, cancel).ConfigureAwait(false);
            var input = PipeReader.Create(line.Stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
            var result = await ReadAnswerAsync(input, options, cancel).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                line.Dispose();
            }
            return new Handshake(line, input, result);
        }
        catch (Exception e)
        {
            line.Dispose();
            if (e is OperationCanceledException)
            {
                throw new MqttConnectingFailedException($"{line.Where} took the connection, but CONNACK did not come in time.", e);
            }
            if (e is IOException or MqttCommunicationException or MqttProtocolViolationException)
            {
                throw new MqttConnectingFailedException($"{line.Where} took the connection, but the MQTT exchange failed: {e.Message}", e);
            }
            throw;
        }
    }

    public static uint MaximumPacketSize(MqttClientOptions options) =>
        options.MaximumPacketSize > 0 ? options.MaximumPacketSize : DefaultMaximumPacketSize;

    private static async Task<MqttClientConnectResult> ReadAnswerAsync(PipeReader input, MqttClientOptions options, CancellationToken cancel)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancel).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (FrameReader.TryRead(ref buffer, MaximumPacketSize(options), out var frame))
            {
                var packet = ReceivedPacket.Read(frame, new TopicNames(0));
                input.AdvanceTo(buffer.Start);
                return packet.Content as MqttClientConnectResult
                    ?? throw (packet.Content as Exception ?? new MqttProtocolViolationException($"{packet.Type} came in place of CONNACK."));
            }
            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                throw new MqttCommunicationException("it was closed before CONNACK came; a refused client certificate looks like this too.");
            }
        }
    }
}
