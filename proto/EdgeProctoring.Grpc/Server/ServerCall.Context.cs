using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>What the service sees of the call.</summary>
internal sealed partial class ServerCall
{
    private readonly DateTime _deadline = DateTime.MaxValue;
    private Metadata? _requestHeaders;
    private Metadata? _trailers;
    private AuthContext? _auth;

    protected override string MethodCore => _method.FullName;
    protected override string HostCore => Http.Request.Host.Value ?? "";
    protected override string PeerCore => PeerIdentity.Address(Http.Connection);
    protected override DateTime DeadlineCore => _deadline;
    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();
    protected override CancellationToken CancellationTokenCore => _cancel?.Token ?? Http.RequestAborted;
    protected override Metadata ResponseTrailersCore => _trailers ??= [];
    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;
    protected override WriteOptions? WriteOptionsCore { get; set; }
    protected override AuthContext AuthContextCore => _auth ??= PeerIdentity.Of(Http.Connection.ClientCertificate);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotImplementedException();

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach (var (key, values) in Http.Request.Headers)
        {
            foreach (var value in values)
            {
                MetadataReader.Add(metadata, key, value ?? "", _method.FullName);
            }
        }
        return metadata;
    }

    private void AddTrailers(Metadata more)
    {
        foreach (var entry in more)
        {
            ResponseTrailersCore.Add(entry);
        }
    }
}
