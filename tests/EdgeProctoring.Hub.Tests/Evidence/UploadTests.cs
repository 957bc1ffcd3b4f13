using System.Net;
using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Tests.Evidence;

/// <summary>Evidence over the nodes' port, with real certificates.</summary>
public class UploadTests(SharedHub shared) : IClassFixture<SharedHub>
{
    [Fact]
    public async Task Keeps_a_picture_and_shows_it_whole_and_by_ranges()
    {
        var hub = shared.Hub;
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var client = new V1.Evidence.EvidenceClient(channel);
        var picture = Picture(50_000);
        await SendAsync(client, Header("e-1", picture), picture, 0, picture.Length);
        Assert.True((await CompleteAsync(client, "e-1", picture)).Complete);
        Assert.True((await CompleteAsync(client, "e-1", picture)).Complete);

        using var proctor = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Proctor);
        Assert.Equal(picture, await proctor.Http.GetByteArrayAsync("/media/e-1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/media/e-1");
        request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(10, 19);
        using var part = await proctor.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(picture[10..20], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/jpeg", part.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Goes_on_where_an_upload_stopped_also_after_a_restart()
    {
        var hub = shared.Hub;
        var picture = Picture(300_000);
        using (var channel = NodeChannel.Open(hub.Folder, HubFolder.Node))
        {
            var client = new V1.Evidence.EvidenceClient(channel);
            await SendAsync(client, Header("e-2", picture), picture, 0, 100_000);
            Assert.Equal(100_000, (await client.GetUploadAsync(new V1.UploadQuery { Evidence = "e-2" })).Committed);
        }
        await hub.StopAsync();
        await hub.StartAgainAsync();
        using var again = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var resumed = new V1.Evidence.EvidenceClient(again);
        var held = await resumed.GetUploadAsync(new V1.UploadQuery { Evidence = "e-2" });
        Assert.Equal((100_000, false), (held.Committed, held.Complete));
        await SendAsync(resumed, Header("e-2", picture) with { Offset = held.Committed }, picture, (int)held.Committed, picture.Length);
        Assert.True((await CompleteAsync(resumed, "e-2", picture)).Complete);
    }

    [Fact]
    public async Task Refuses_bytes_that_differ_from_their_hash()
    {
        var hub = shared.Hub;
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var client = new V1.Evidence.EvidenceClient(channel);
        var picture = Picture(1000);
        var header = Header("e-3", picture);
        var part = await StatusAsync(async () =>
        {
            using var call = client.Upload();
            await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(header) });
            await call.RequestStream.WriteAsync(new V1.UploadPart { Chunk = new V1.UploadChunk { Data = ByteString.CopyFrom(picture), Sha256 = ByteString.CopyFrom(new byte[32]) } });
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        });
        Assert.Equal(StatusCode.DataLoss, part);
        await SendAsync(client, header with { Sha256 = new string('a', 64) }, picture, 0, picture.Length);
        var whole = await StatusAsync(() => client.CompleteAsync(new V1.UploadCompletion
        {
            Evidence = "e-3", Size = picture.Length, Sha256 = ByteString.CopyFrom(Convert.FromHexString(new string('a', 64))),
        }).ResponseAsync);
        Assert.Equal(StatusCode.DataLoss, whole);
        Assert.Equal(0, (await client.GetUploadAsync(new V1.UploadQuery { Evidence = "e-3" })).Committed);
    }

    [Fact]
    public async Task Refuses_a_picture_that_claims_a_size_nobody_should_decode()
    {
        var hub = shared.Hub;
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var client = new V1.Evidence.EvidenceClient(channel);
        var bomb = Picture(400, width: 65_000, height: 65_000);
        await SendAsync(client, Header("e-4", bomb), bomb, 0, bomb.Length);
        Assert.Equal(StatusCode.InvalidArgument, await StatusAsync(() => CompleteAsync(client, "e-4", bomb)));
    }

    [Fact]
    public async Task Is_closed_to_other_nodes_strangers_and_whoever_has_no_certificate()
    {
        var hub = shared.Hub;
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var picture = Picture(1000);
        var client = new V1.Evidence.EvidenceClient(channel);
        await SendAsync(client, Header("e-5", picture), picture, 0, picture.Length);
        await CompleteAsync(client, "e-5", picture);

        using var other = NodeChannel.Open(hub.Folder, HubFolder.OtherNode);
        Assert.Equal(StatusCode.NotFound, await AskAsync(other, "e-5"));
        using var stranger = NodeChannel.Open(hub.Folder, "stranger");
        Assert.Equal(StatusCode.Unauthenticated, await AskAsync(stranger, "e-5"));
        using var nobody = NodeChannel.Open(hub.Folder, null);
        Assert.Equal(StatusCode.Unauthenticated, await AskAsync(nobody, "e-5"));
        using var foreignCa = new TestCa(hub.Folder.File("foreign"));
        using var impostor = NodeChannel.With(hub.Folder, foreignCa.Issue(HubFolder.Node).Certificate);
        Assert.Equal(StatusCode.Unauthenticated, await AskAsync(impostor, "e-5"));
    }

    private static async Task SendAsync(V1.Evidence.EvidenceClient client, EvidenceHeader header, byte[] bytes, int from, int to)
    {
        using var call = client.Upload();
        await call.RequestStream.WriteAsync(new V1.UploadPart { Header = Wire.ToMessage(header) });
        for (var at = from; at < to; at += 64 * 1024)
        {
            var chunk = bytes.AsSpan(at, Math.Min(64 * 1024, to - at));
            await call.RequestStream.WriteAsync(new V1.UploadPart
            {
                Chunk = new V1.UploadChunk { Offset = at, Data = ByteString.CopyFrom(chunk), Sha256 = ByteString.CopyFrom(SHA256.HashData(chunk)) },
            });
        }
        await call.RequestStream.CompleteAsync();
        Assert.Equal(to, (await call.ResponseAsync).Committed);
    }

    private static async Task<V1.UploadState> CompleteAsync(V1.Evidence.EvidenceClient client, string evidence, byte[] bytes) =>
        await client.CompleteAsync(new V1.UploadCompletion { Evidence = evidence, Size = bytes.Length, Sha256 = ByteString.CopyFrom(SHA256.HashData(bytes)) });

    private static Task<StatusCode> AskAsync(GrpcChannel channel, string evidence) =>
        StatusAsync(async () => await new V1.Evidence.EvidenceClient(channel).GetUploadAsync(new V1.UploadQuery { Evidence = evidence }));

    private static async Task<StatusCode> StatusAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }

    private static EvidenceHeader Header(string id, byte[] bytes)
    {
        var now = WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));
        return new EvidenceHeader
        {
            Evidence = id, Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, "1"), Camera = "cam-1", MediaType = "image/jpeg", Size = bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), From = now, To = now, Offset = 0,
        };
    }

    /// <summary>Bytes whose markers are those of a JPEG of this size; what follows is noise.</summary>
    private static byte[] Picture(int length, int width = 640, int height = 480)
    {
        byte[] head =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0,
            0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        var noise = new byte[length - head.Length];
        new Random(length).NextBytes(noise);
        return [.. head, .. noise];
    }
}
