using System.Net;
using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;
using Google.Protobuf;

namespace EdgeProctoring.Hub.Tests.Api;

/// <summary>Metrics arrive at a collector as OpenTelemetry's protobuf says.</summary>
public class OtlpTests
{
    [Fact]
    public async Task Sends_its_totals_to_a_collector()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort.Next()}/v1/metrics";
        collector.Prefixes.Add(address + "/");
        collector.Start();
        await using var hub = await TestHub.StartAsync("-10m", more: new { Otlp = new { Address = address + "/", Every = "00:00:00.2" } });
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync([.. Enumerable.Range(0, 3).Select(_ => node.Item(node.Seen(ObservationKind.HeadTurned, "1", TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeSpan.FromSeconds(3))))]);
        await node.ReceiptAsync(3);

        var (total, tries) = (Array.Empty<Field>(), 0);
        for (; total.Length == 0 && tries < 100; tries++)
        {
            var http = await collector.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(("POST", "application/x-protobuf"), (http.Request.HttpMethod, http.Request.ContentType));
            using var body = new MemoryStream();
            await http.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
            http.Response.Close();
            var resource = Assert.Single(Read(body.ToArray()), field => field.Number == 1);
            var names = Read(Read(resource.Bytes).First(field => field.Number == 1).Bytes).Select(pair => Encoding.UTF8.GetString(Read(pair.Bytes)[0].Bytes));
            Assert.Contains("service.name", names);
            var metrics = Read(Read(resource.Bytes).First(field => field.Number == 2).Bytes).Where(field => field.Number == 2).Select(field => Read(field.Bytes));
            total = metrics.FirstOrDefault(metric => Encoding.UTF8.GetString(metric[0].Bytes) == "hub.ingest.items") ?? [];
        }
        var sum = Read(Assert.Single(total, field => field.Number == 7).Bytes);
        Assert.Equal((2UL, 1UL), (Assert.Single(sum, field => field.Number == 2).Value, Assert.Single(sum, field => field.Number == 3).Value));
        var point = Read(Assert.Single(sum, field => field.Number == 1).Bytes);
        Assert.Equal(3, BitConverter.UInt64BitsToDouble(Assert.Single(point, field => field.Number == 4).Value));
        var (begun, at) = (Assert.Single(point, field => field.Number == 2).Value, Assert.Single(point, field => field.Number == 3).Value);
        Assert.InRange((double)at / 1e9, TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        Assert.True(begun <= at);
    }

    private static Field[] Read(byte[] message)
    {
        var input = new CodedInputStream(message);
        var fields = new List<Field>();
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => new Field(number, [], input.ReadUInt64()),
                WireFormat.WireType.Fixed64 => new Field(number, [], input.ReadFixed64()),
                _ => new Field(number, input.ReadBytes().ToByteArray(), 0),
            });
        }
        return [.. fields];
    }

    private sealed record Field(int Number, byte[] Bytes, ulong Value);
}
