namespace Microsoft.AspNetCore.Builder;

/// <summary>Conventions for all methods of a mapped service, such as RequireAuthorization.</summary>
public sealed class GrpcServiceEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IReadOnlyList<IEndpointConventionBuilder> _endpoints;

    internal GrpcServiceEndpointConventionBuilder(IReadOnlyList<IEndpointConventionBuilder> endpoints) => _endpoints = endpoints;

    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in _endpoints)
        {
            endpoint.Add(convention);
        }
    }

    void IEndpointConventionBuilder.Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in _endpoints)
        {
            endpoint.Finally(finallyConvention);
        }
    }
}
