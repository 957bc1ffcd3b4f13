using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Finds or makes the service object for one call.</summary>
internal static class ServiceActivator<TService>
    where TService : class
{
    private static readonly Lazy<ObjectFactory<TService>> _factory = new(() => ActivatorUtilities.CreateFactory<TService>([]));

    public static Activated<TService> Activate(IServiceProvider services) =>
        services.GetService<TService>() is { } registered
            ? new Activated<TService>(registered, owned: false)
            : new Activated<TService>(_factory.Value(services, []), owned: true);
}
