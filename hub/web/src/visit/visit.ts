import './ep-visit';
import './ep-outbox';
