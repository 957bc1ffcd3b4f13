using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Tests.Nodes;

/// <summary>A node's way in, its life, and its way out; over the real port with real certificates.</summary>
public sealed class EnrolmentTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Comes_in_by_code_and_approval_renews_and_is_cut_off_within_five_seconds(bool postgreSql)
    {
        await using var hub = await TestHub.StartAsync("-10m", postgreSql ? await server.NewDatabaseAsync() : null);
        using var it = await Visitor.SignedInAsync(hub.Address, Roles.It);
        var invitation = await (await it.PostAsync("/api/v1/claims", new { node = "node-new", profile = "pi5" })).Content.ReadFromJsonAsync<JsonElement>();
        var code = invitation.GetProperty("code").GetString()!;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var nobody = NodeChannel.Open(hub.Folder, null);
        var enrolment = new V1.Enrolment.EnrolmentClient(nobody);
        Assert.Equal(StatusCode.PermissionDenied, await RefusedAsync(() => enrolment.ClaimAsync(Claim("wrong-code", key)).ResponseAsync));
        Assert.Equal(StatusCode.InvalidArgument, await RefusedAsync(() => enrolment.ClaimAsync(new V1.ClaimRequest { Code = code, SigningRequest = ByteString.CopyFromUtf8("rubbish") }).ResponseAsync));
        Assert.Equal(V1.ClaimReply.OutcomeOneofCase.Waiting, (await enrolment.ClaimAsync(Claim(code, key))).OutcomeCase);
        using var thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(StatusCode.PermissionDenied, await RefusedAsync(() => enrolment.ClaimAsync(Claim(code, thief)).ResponseAsync));

        var claims = await it.Http.GetFromJsonAsync<JsonElement>("/api/v1/claims");
        Assert.Equal(("node-new", "test rig"), (claims[0].GetProperty("node").GetString(), claims[0].GetProperty("hardware").GetString()));
        using var approved = await it.PostAsync($"/api/v1/claims/{claims[0].GetProperty("claim").GetString()}/approval", new { });
        Assert.Equal(HttpStatusCode.NoContent, approved.StatusCode);
        var accepted = (await enrolment.ClaimAsync(Claim(code, key))).Accepted;
        Assert.Equal(("test", "node-new", 3), (accepted.Campus, accepted.Node, accepted.Chain.Count));

        using var certificate = Pair(accepted.Chain[0].ToByteArray(), key);
        using var channel = NodeChannel.With(hub.Folder, certificate);
        var control = new V1.NodeControl.NodeControlClient(channel);
        await Eventually.TrueAsync(async () => await KnownAsync(control), "the hub knows its new node");
        using var watch = control.Watch(new V1.WatchRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("node-new", V1.NodeConfiguration.Parser.ParseFrom(watch.ResponseStream.Current.Configuration).Node);
        var renewed = await new V1.Enrolment.EnrolmentClient(channel).RenewAsync(new V1.RenewRequest { SigningRequest = ByteString.CopyFrom(Request(key)) });
        Assert.NotEqual(accepted.Chain[0], renewed.Chain[0]);

        using var revoked = await it.PostAsync("/api/v1/nodes/node-new/revocation", new { reason = "stolen" });
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        var cut = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(StatusCode.PermissionDenied, await RefusedAsync(() => watch.ResponseStream.MoveNext(CancellationToken.None)).WaitAsync(_limit));
        Assert.True(cut.Elapsed < TimeSpan.FromSeconds(5), $"It took {cut.Elapsed}.");
        Assert.False(await KnownAsync(control));
        Assert.Contains(await RefusedAsync(() => enrolment.ClaimAsync(Claim(code, key)).ResponseAsync), new[] { StatusCode.OK, StatusCode.PermissionDenied });
    }

    [Fact]
    public async Task Issues_nothing_for_a_refused_claim_and_renews_nobody_without_a_certificate()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var it = await Visitor.SignedInAsync(hub.Address, Roles.It);
        var invitation = await (await it.PostAsync("/api/v1/claims", new { node = "node-new" })).Content.ReadFromJsonAsync<JsonElement>();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var nobody = NodeChannel.Open(hub.Folder, null);
        var enrolment = new V1.Enrolment.EnrolmentClient(nobody);
        var claim = Claim(invitation.GetProperty("code").GetString()!, key);
        await enrolment.ClaimAsync(claim);
        using var refused = await it.SendAsync(HttpMethod.Delete, $"/api/v1/claims/{invitation.GetProperty("claim").GetString()}", null);
        Assert.Equal(HttpStatusCode.NoContent, refused.StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, await RefusedAsync(() => enrolment.ClaimAsync(claim).ResponseAsync));
        using var late = await it.PostAsync($"/api/v1/claims/{invitation.GetProperty("claim").GetString()}/approval", new { });
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, await RefusedAsync(() => enrolment.RenewAsync(new V1.RenewRequest { SigningRequest = ByteString.CopyFrom(Request(key)) }).ResponseAsync));
    }

    [Fact]
    public async Task Relays_live_pictures_only_while_somebody_looks_and_writes_down_who()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        using var line = new V1.Live.LiveClient(channel).Serve();
        await line.RequestStream.WriteAsync(new V1.LiveFrame { View = "nobody-asked" });
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        await Eventually.TrueAsync(() => hub.Services.GetRequiredService<LiveRelay>().Holds(HubFolder.Node), "the node's line is there");
        var looking = proctor.Http.GetStreamAsync($"/live/{HubFolder.Node}/cam-1?seat=7");
        V1.LiveRequest? asked = null;
        while (asked?.Seat != "7")
        {
            Assert.True(await line.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(_limit));
            asked = line.ResponseStream.Current;
        }
        var picture = Jpeg(9_000);
        await line.RequestStream.WriteAsync(new V1.LiveFrame { View = asked.View, Jpeg = ByteString.CopyFrom(new byte[] { 1, 2, 3 }), AtUs = 1 });
        await line.RequestStream.WriteAsync(new V1.LiveFrame { View = asked.View, Jpeg = ByteString.CopyFrom(picture), AtUs = 2_000 });
        await using (var stream = await looking.WaitAsync(_limit))
        {
            var head = new byte[picture.Length];
            await stream.ReadExactlyAsync(head).AsTask().WaitAsync(_limit);
            Assert.Contains("X-At: 2\r\n", System.Text.Encoding.Latin1.GetString(head), StringComparison.Ordinal);
        }
        while (asked.View.Length == 0 || asked.FramesPerMinute != 0 || asked.Seat.Length > 0)
        {
            Assert.True(await line.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(_limit));
            asked = line.ResponseStream.Current;
        }
        Assert.True(await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action = 'live.opened' AND who = 'person:u-proctor'", CancellationToken.None)) > 0);
    }

    [Fact]
    public async Task Hands_out_model_files_whole_and_right_and_sends_commands_with_an_end()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var channel = NodeChannel.Open(hub.Folder, HubFolder.Node);
        var models = new V1.Models.ModelsClient(channel);
        var list = await models.ListAsync(new V1.ModelsQuery());
        Assert.Equal(["good"], list.Held);
        using var bytes = new MemoryStream();
        using (var call = models.Fetch(new V1.ModelQuery { Name = "good", Offset = 10 }))
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                Assert.Equal(10 + bytes.Length, call.ResponseStream.Current.Offset);
                call.ResponseStream.Current.Data.WriteTo(bytes);
            }
        }
        Assert.Equal(HubFolder.Model[10..], bytes.ToArray());
        foreach (var name in (string[])["changed", "outside", "none"])
        {
            Assert.Equal(StatusCode.NotFound, await RefusedAsync(async () =>
            {
                using var call = models.Fetch(new V1.ModelQuery { Name = name });
                return await call.ResponseStream.MoveNext(CancellationToken.None);
            }));
        }
        using var it = await Visitor.SignedInAsync(hub.Address, Roles.It);
        using var sent = await it.PostAsync($"/api/v1/nodes/{HubFolder.Node}/commands", new { name = "identify", seconds = 20 });
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        using var unknown = await it.PostAsync($"/api/v1/nodes/{HubFolder.Node}/commands", new { name = "format-disk" });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var missing = await it.PostAsync("/api/v1/nodes/none/commands", new { name = "identify" });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<bool> KnownAsync(V1.NodeControl.NodeControlClient control)
    {
        try
        {
            await control.ReportAsync(new V1.ConfigurationReport { Version = 1, State = V1.ConfigurationState.Applied, AtUs = 1 });
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
        {
            return false;
        }
    }

    private static async Task<StatusCode> RefusedAsync<T>(Func<Task<T>> call)
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

    private static V1.ClaimRequest Claim(string code, ECDsa key) => new() { Code = code, SigningRequest = ByteString.CopyFrom(Request(key)), Hardware = "test rig", Software = "1" };

    // The same bytes each time: a signature of P-256 differs from one to the next.
    private static byte[] Request(ECDsa key)
    {
        lock (_requests)
        {
            return _requests.TryGetValue(key, out var known) ? known : _requests[key] = new CertificateRequest("CN=whatever the node says", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        }
    }

    private static readonly Dictionary<ECDsa, byte[]> _requests = [];

    private static X509Certificate2 Pair(byte[] certificate, ECDsa key)
    {
        using var alone = X509CertificateLoader.LoadCertificate(certificate);
        using var pair = alone.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
    }

    // A header that says 640 × 480, and noise.
    private static byte[] Jpeg(int length)
    {
        var bytes = new byte[length];
        ((byte[])[0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x11, 0x08, 0x01, 0xE0, 0x02, 0x80, 0x03, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0xFF, 0xDA]).CopyTo(bytes, 0);
        return bytes;
    }
}
