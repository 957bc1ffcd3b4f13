using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Authority;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>Certificates over gRPC: translation only. Claim is open to whoever has a code; Renew asks for the certificate itself.</summary>
internal sealed class EnrolmentService(Enrolment enrolment, IssuingAuthority authority, CampusRoot root, IOptions<CampusOptions> campus, IOptions<GrpcOptions> grpc,
    IOptions<BrokerOptions> broker, ConfigurationBoard configurations) : V1.Enrolment.EnrolmentBase
{
    private const int Retry = 5;
    private const int MostText = 128;

    public override async Task<V1.ClaimReply> Claim(V1.ClaimRequest request, ServerCallContext context)
    {
        var signing = Request(request.SigningRequest);
        if (request.Code.Length > MostText || request.Hardware.Length > MostText || request.Software.Length > MostText)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"Code, hardware and software have at most {MostText} characters."));
        }
        var answer = await enrolment.ClaimAsync(request.Code, signing, request.Hardware, request.Software, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.PermissionDenied, "This code is not valid: ask IT for a new one."));
        return answer.Certificate is { } certificate ? new V1.ClaimReply { Accepted = Reply(answer.Node, certificate) } : new V1.ClaimReply { Waiting = new V1.Waiting { RetrySeconds = Retry } };
    }

    public override async Task<V1.CertificateReply> Renew(V1.RenewRequest request, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if ((await http.AuthenticateAsync(Schemes.Node)).Principal?.FindFirst(NodeCertificates.NodeClaim)?.Value is not { } node)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "A node's certificate is needed."));
        }
        return Reply(node, await enrolment.RenewAsync(node, Request(request.SigningRequest), context.CancellationToken));
    }

    private byte[] Request(ByteString bytes)
    {
        if (!enrolment.IsOpen)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "This hub issues no certificates: IT makes them with 'ca node'."));
        }
        var request = bytes.ToByteArray();
        return request.Length <= Limits.SigningRequestBytes && IssuingAuthority.ReadKey(request) is not null ? request
            : throw new RpcException(new Status(StatusCode.InvalidArgument, "It is no signing request (PKCS#10, DER) of a P-256 key, signed with that key."));
    }

    private V1.CertificateReply Reply(string node, byte[] certificate)
    {
        using var issuing = authority.Certificate!;
        return new V1.CertificateReply
        {
            Campus = campus.Value.Name, Node = node, ConfigurationKey = ByteString.CopyFrom(configurations.PublicKey),
            Chain = { ByteString.CopyFrom(certificate), ByteString.CopyFrom(issuing.RawData), ByteString.CopyFrom(root.Certificate.RawData) },
            MqttAddress = $"{broker.Value.Host}:{broker.Value.Port}", GrpcAddress = $"https://{grpc.Value.PublicHost}:{grpc.Value.Port}",
        };
    }
}
