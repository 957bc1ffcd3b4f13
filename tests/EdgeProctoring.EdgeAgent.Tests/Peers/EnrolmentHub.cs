using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A hub's authority and its replay line: takes nodes in by code, renews them, and notes by which certificate each call comes.</summary>
internal sealed class EnrolmentHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EnrolmentHub(WebApplication app, EnrolmentDesk desk) => (_app, Desk) = (app, desk);

    public string Address => HubPort.AddressOf(_app);
    public EnrolmentDesk Desk { get; }

    public static async Task<EnrolmentHub> StartAsync(Mosquitto broker, string node)
    {
        var desk = new EnrolmentDesk(broker, node);
        var app = await HubPort.OpenAsync(broker.Ca, desk, TimeSpan.FromMilliseconds(500), port =>
        {
            port.MapGrpcService<EnrolmentService>();
            port.MapGrpcService<ReplayService>();
        }, letsStrangersIn: true);
        desk.Grpc = HubPort.AddressOf(app);
        return new EnrolmentHub(app, desk);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Revoked.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class EnrolmentService(EnrolmentDesk desk) : V1.Enrolment.EnrolmentBase
    {
        public override Task<V1.ClaimReply> Claim(V1.ClaimRequest request, ServerCallContext context)
        {
            if (desk.Entered?.Replace("-", "", StringComparison.Ordinal) != request.Code.Replace("-", "", StringComparison.Ordinal))
            {
                throw new RpcException(new Status(StatusCode.PermissionDenied, "This code is not valid: ask IT for a new one."));
            }
            return Task.FromResult(desk.Approved ? new V1.ClaimReply { Accepted = desk.Certify(request.SigningRequest) } : new V1.ClaimReply { Waiting = new V1.Waiting { RetrySeconds = 1 } });
        }

        public override Task<V1.CertificateReply> Renew(V1.RenewRequest request, ServerCallContext context)
        {
            desk.Note(context);
            Interlocked.Increment(ref desk.Renewals);
            return Task.FromResult(desk.Certify(request.SigningRequest));
        }
    }

    private sealed class ReplayService(EnrolmentDesk desk) : V1.Replay.ReplayBase
    {
        public override async Task Serve(IAsyncStreamReader<V1.ReplayAnswer> requestStream, IServerStreamWriter<V1.ReplayRequest> responseStream, ServerCallContext context)
        {
            desk.Note(context);
            await desk.Revoked.Task.WaitAsync(context.CancellationToken);
            throw new RpcException(new Status(StatusCode.PermissionDenied, "This node was revoked."));
        }
    }
}

/// <summary>What the authority knows and has done.</summary>
internal sealed class EnrolmentDesk(Mosquitto broker, string node)
{
    public int Renewals;
    private readonly Channel<string> _serials = Channel.CreateUnbounded<string>();

    public string Grpc { get; set; } = "";
    /// <summary>The code that IT has entered.</summary>
    public string? Entered { get; set; }
    public bool Approved { get; set; }
    public byte[] ConfigurationKey { get; set; } = [];
    public TaskCompletionSource Revoked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    /// <summary>The certificate that was given last.</summary>
    public string? LastSerial { get; private set; }

    public V1.CertificateReply Certify(ByteString request)
    {
        var certificate = broker.Ca.Sign(request.ToByteArray(), node);
        using var read = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(certificate);
        LastSerial = read.SerialNumber;
        return new V1.CertificateReply
        {
            Campus = TestHub.Campus, Node = node, ConfigurationKey = ByteString.CopyFrom(ConfigurationKey), Chain = { ByteString.CopyFrom(certificate), ByteString.CopyFrom(broker.Ca.Root.RawData) },
            MqttAddress = $"localhost:{broker.TlsPort}", GrpcAddress = Grpc,
        };
    }

    public void Note(ServerCallContext context) => _serials.Writer.TryWrite(context.GetHttpContext().Connection.ClientCertificate!.SerialNumber);

    /// <summary>Waits until a call came with this certificate.</summary>
    public async Task CameWithAsync(Func<string?> serial)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (await _serials.Reader.ReadAsync(late.Token) != serial())
        {
            // An earlier call, by the certificate before.
        }
    }
}
