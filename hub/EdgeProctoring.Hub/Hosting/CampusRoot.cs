using System.Security.Cryptography.X509Certificates;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>The root certificate of the campus's own authority.</summary>
internal sealed record CampusRoot(X509Certificate2 Certificate);
